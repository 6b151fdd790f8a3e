import { useEffect, useState } from 'react'
import { fileAddress } from '#contract/file.ts'
import { useFileWords } from '../../files/use-file-words.ts'
import type { OutboxFile } from '../../state/outbox.ts'
import { useFieldKit } from './field-kit.ts'

/** What goes with a kept command: how much of it is sent, and its photos, from this device while they are here. */
export function KeptFiles({ files, isWaiting }: { readonly files: readonly OutboxFile[]; readonly isWaiting: boolean }) {
  const w = useFileWords()
  const sent = files.filter((file) => file.sent !== undefined).length
  return (
    <span className="kept-files">
      <span className="thumbs">
        {files
          .filter(({ kind }) => kind === 'photo')
          .map((file) => (
            <KeptPhoto key={file.key} file={file} />
          ))}
      </span>
      <span className="soft">{isWaiting ? w('waiting', { n: files.length, sent }) : w('count', { n: files.length })}</span>
    </span>
  )
}

function KeptPhoto({ file: { key, sent } }: { readonly file: OutboxFile }) {
  const kit = useFieldKit()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    let made: string | undefined
    let isOver = false
    kit?.outbox.bytes(key).then(
      (bytes) => {
        if (isOver || !bytes) return
        made = URL.createObjectURL(bytes)
        setUrl(made)
      },
      () => undefined,
    )
    return () => {
      isOver = true
      if (made !== undefined) URL.revokeObjectURL(made)
    }
  }, [kit, key])
  const src = url ?? (sent && fileAddress(sent.id))
  return <span className="thumb">{src !== undefined && <img src={src} alt="" loading="lazy" />}</span>
}
