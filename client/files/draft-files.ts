import { useCallback, useEffect, useRef, useState } from 'react'
import type { FileKind } from '#contract/file.ts'

/** A photo or a voice note that was chosen and not sent yet. */
export interface DraftFile {
  /** Made here; the device keeps the bytes under it. */
  readonly key: string
  readonly kind: FileKind
  readonly bytes: Blob
  /** Where the page itself shows it from. */
  readonly url: string
  /** How long a voice note lasts, ms. */
  readonly ms?: number
}

/** Files beside one thing that is said: enough for a scene, few enough for a bad line. */
export const MOST_DRAFT_FILES = 6

export interface DraftFiles {
  readonly files: readonly DraftFile[]
  readonly isFull: boolean
  add(kind: FileKind, bytes: Blob, ms?: number): void
  remove(key: string): void
  clear(): void
}

/** The files beside something that is being written. What is left unsent goes with the form. */
export function useDraftFiles(): DraftFiles {
  const [files, setFiles] = useState<readonly DraftFile[]>([])
  const shown = useRef(files)
  shown.current = files
  useEffect(
    () => () => {
      for (const { url } of shown.current) URL.revokeObjectURL(url)
    },
    [],
  )
  const add = useCallback((kind: FileKind, bytes: Blob, ms?: number) => {
    const file = { key: crypto.randomUUID(), kind, bytes, url: URL.createObjectURL(bytes), ...(ms !== undefined && { ms }) }
    setFiles((before) => (before.length < MOST_DRAFT_FILES ? [...before, file] : before))
  }, [])
  const remove = useCallback((key: string) => {
    setFiles((before) => {
      const gone = before.find((file) => file.key === key)
      if (gone) URL.revokeObjectURL(gone.url)
      return before.filter((file) => file !== gone)
    })
  }, [])
  const clear = useCallback(() => {
    setFiles((before) => {
      for (const { url } of before) URL.revokeObjectURL(url)
      return []
    })
  }, [])
  return { files, isFull: files.length >= MOST_DRAFT_FILES, add, remove, clear }
}
