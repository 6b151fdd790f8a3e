import { useRef, useState } from 'react'
import { clockWords } from './clock-words.ts'
import { FileIcon } from './file-icon.tsx'
import { useFileWords } from './use-file-words.ts'

/** Said when a note begins to play: any other that plays falls silent. */
const PLAYING = 'guanlan-voice-playing'

/** A voice note: one press plays it, and one more pauses it; how far it is, in a line and as a clock. */
export function VoiceNote({ src, ms }: { readonly src: string; readonly ms: number | undefined }) {
  const w = useFileWords()
  const sound = useRef<HTMLAudioElement>(null)
  const [isPlaying, setIsPlaying] = useState(false)
  const [isGone, setIsGone] = useState(false)
  const [atMs, setAtMs] = useState(0)
  if (isGone) return <span className="voice is-gone">{w('sound.gone')}</span>
  const whole = ms === undefined ? '' : clockWords(ms)
  const press = () => {
    const player = sound.current
    if (!player) return
    if (isPlaying) return player.pause()
    const hush = (event: Event) => (event as CustomEvent).detail !== player && player.pause()
    document.dispatchEvent(new CustomEvent(PLAYING, { detail: player }))
    document.addEventListener(PLAYING, hush)
    player.addEventListener('pause', () => document.removeEventListener(PLAYING, hush), { once: true })
    // Refused where the file cannot be had; the element's own error says so.
    player.play().catch(() => undefined)
  }
  return (
    <span className={`voice${isPlaying ? ' is-playing' : ''}`}>
      <button
        type="button"
        className="voice-press"
        onClick={press}
        aria-label={isPlaying ? w('pause') : w('play', { time: whole })}
      >
        <FileIcon kind={isPlaying ? 'pause' : 'play'} />
      </button>
      <span className="voice-line" aria-hidden="true">
        <span style={{ inlineSize: `${ms === undefined || ms === 0 ? 0 : Math.min(100, (atMs / ms) * 100)}%` }} />
      </span>
      <span className="fig">{isPlaying || atMs > 0 ? clockWords(atMs) : whole || w('voice.unknown')}</span>
      {/* biome-ignore lint/a11y/useMediaCaption: a voice note from the scene has no captions */}
      <audio
        ref={sound}
        src={src}
        preload="none"
        onPlay={() => setIsPlaying(true)}
        onPause={() => setIsPlaying(false)}
        onEnded={() => setAtMs(0)}
        onTimeUpdate={({ currentTarget }) => setAtMs(currentTarget.currentTime * 1_000)}
        onError={() => setIsGone(true)}
      />
    </span>
  )
}
