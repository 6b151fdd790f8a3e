import { useState } from 'react'
import { fileAddress } from '#contract/file.ts'
import type { Attachment } from '#contract/incident.ts'
import { clockWords } from './clock-words.ts'
import type { DraftFiles } from './draft-files.ts'
import { FileIcon } from './file-icon.tsx'
import './files.css'
import { PhotoViewer } from './photo-viewer.tsx'
import { useFileWords } from './use-file-words.ts'
import { VoiceNote } from './voice-note.tsx'

/** What is shown beside words in the record: photos small, larger when pressed, and voice notes to be played. */
export function FileThumbs({ attachments }: { readonly attachments: readonly Attachment[] | undefined }) {
  const w = useFileWords()
  const [open, setOpen] = useState<number>()
  if (attachments === undefined || attachments.length === 0) return null
  const photos = attachments.filter(({ kind }) => kind === 'photo').map(({ id }) => fileAddress(id))
  const voices = attachments.filter(({ kind }) => kind === 'voice')
  return (
    <div className="thumbs">
      {photos.map((src, place) => (
        <button key={src} type="button" className="thumb" aria-label={w('open', { n: place + 1 })} onClick={() => setOpen(place)}>
          <Photo src={src} alt="" />
        </button>
      ))}
      {voices.map(({ id, ms }) => (
        <VoiceNote key={id} src={fileAddress(id)} ms={ms} />
      ))}
      {open !== undefined && <PhotoViewer photos={photos} at={open} onAt={setOpen} onClose={() => setOpen(undefined)} />}
    </div>
  )
}

/** What was chosen and not sent yet, each with its own way out. */
export function DraftThumbs({ drafts: { files, remove } }: { readonly drafts: DraftFiles }) {
  const w = useFileWords()
  if (files.length === 0) return null
  return (
    <ul className="thumbs">
      {files.map(({ key, kind, url, ms }, place) => {
        const what = kind === 'photo' ? w('photo', { n: place + 1 }) : w('voice.note', { time: clockWords(ms ?? 0) })
        return (
          <li key={key} className={kind === 'photo' ? 'thumb is-draft' : 'is-draft'}>
            {kind === 'photo' ? <Photo src={url} alt={what} isHere /> : <VoiceNote src={url} ms={ms} />}
            <button type="button" className="thumb-remove" aria-label={w('remove', { what })} onClick={() => remove(key)}>
              <FileIcon kind="remove" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** A photo that says so where it cannot be shown: nobody takes an empty frame for a white wall. `isHere`: it comes over no line. */
function Photo({ src, alt, isHere = false }: { readonly src: string; readonly alt: string; readonly isHere?: boolean }) {
  const w = useFileWords()
  const [isGone, setIsGone] = useState(false)
  if (isGone) return <span className="thumb-gone">{w('gone')}</span>
  return (
    <img
      src={src}
      alt={alt}
      loading={isHere ? 'eager' : 'lazy'}
      decoding={isHere ? 'sync' : 'async'}
      onError={() => setIsGone(true)}
    />
  )
}
