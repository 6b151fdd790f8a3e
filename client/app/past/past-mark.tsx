import { useSyncExternalStore } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { PastExtent } from '#contract/replay.ts'
import type { PastReading } from '../../live/past-blocks.ts'
import { useFormat, useT } from '../../state/hooks.ts'
import type { Past } from '../../state/moment.ts'
import { PastGlyph } from './past-glyph.tsx'
import { usePastWords } from './use-past-words.ts'

interface PastMarkProps {
  readonly past: Past
  readonly reading: StoreApi<PastReading>
  readonly extent: StoreApi<PastExtent | undefined>
}

/** 回看 · 2026-09-08 10:42:05 · 当时所知, and what is still to come or stands in the way. */
export function PastMark({ past, reading, extent }: PastMarkProps) {
  const w = usePastWords()
  const format = useFormat()
  const { at, known, isPlaying, speed } = past
  return (
    <p className="past-mark">
      <span className="past-hatch" aria-hidden="true" />
      <strong className="past-word">
        <PastGlyph /> {w('mark')} <small>{w('mark.not-now')}</small>
      </strong>
      <time className="fig past-time" dateTime={new Date(at).toISOString()}>
        {format.date(at)} {format.seconds(at)}
      </time>
      <span className="past-known">{w(`known.${known}`)}</span>
      {isPlaying && <span className="past-speed fig">▶ {w('speed.times', { n: speed })}</span>}
      <PastState past={past} reading={reading} extent={extent} />
      <span className="past-hatch" aria-hidden="true" />
    </p>
  )
}

function PastState({ past: { edge }, reading, extent }: PastMarkProps) {
  const w = usePastWords()
  const t = useT()
  const format = useFormat()
  const state = useSyncExternalStore(reading.subscribe, reading.getState)
  const found = useSyncExternalStore(extent.subscribe, extent.getState)
  const words = (() => {
    switch (state.kind) {
      case 'failed':
        return w('failed', { reason: state.code === 'unreachable' ? w('failed.unreachable') : t.error(state.code) })
      case 'reading':
        return w('reading', { left: state.left, of: state.of })
      case 'ready': {
        if (edge === 'now') return w('edge.now')
        const begun = found?.begunAt ?? found?.now
        return edge === 'began' && begun !== undefined
          ? w('edge.began', { time: `${format.date(begun)} ${format.seconds(begun)}` })
          : ''
      }
    }
  })()
  return (
    <span className="past-state" role="status">
      {words}
    </span>
  )
}
