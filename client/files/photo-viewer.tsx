import { type KeyboardEvent, useState } from 'react'
import { Dialog } from '../access/parts/dialog.tsx'
import { Press } from '../access/parts/press.tsx'
import { useFileWords } from './use-file-words.ts'

export interface PhotoViewerProps {
  /** Where each is read. */
  readonly photos: readonly string[]
  readonly at: number
  onAt(at: number): void
  onClose(): void
}

/** One photo as large as the screen, the others by arrows. */
export function PhotoViewer({ photos, at, onAt, onClose }: PhotoViewerProps) {
  const w = useFileWords()
  const [gone, setGone] = useState<string>()
  const src = photos[at] ?? ''
  const go = (to: number) => {
    if (to >= 0 && to < photos.length) onAt(to)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    go(at + step)
  }
  return (
    <Dialog title={photos.length > 1 ? `${w('viewer')} ${at + 1} / ${photos.length}` : w('viewer')} onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the arrows of the buttons inside */}
      <div className="viewer" onKeyDown={onKey}>
        {gone === src ? (
          <p className="nothing">{w('gone')}</p>
        ) : (
          <img key={src} src={src} alt={w('photo', { n: at + 1 })} onError={() => setGone(src)} />
        )}
        {photos.length > 1 && (
          <div className="viewer-presses">
            <Press onPress={() => go(at - 1)} blocked={at === 0 ? `1 / ${photos.length}` : undefined}>
              {w('previous')}
            </Press>
            <Press
              onPress={() => go(at + 1)}
              blocked={at === photos.length - 1 ? `${photos.length} / ${photos.length}` : undefined}
            >
              {w('next')}
            </Press>
          </div>
        )}
      </div>
    </Dialog>
  )
}
