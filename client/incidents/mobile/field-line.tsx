import { useEffect, useRef, useState } from 'react'
import { Glyph } from '../../design/glyph.tsx'
import { useConnection, useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { waitingCount } from '../../state/outbox.ts'
import { useFieldKit, useOutbox } from '../field/field-kit.ts'
import { useWords } from '../use-words.ts'

/** What was sent after an outage is told for this long, in ms. */
const TOLD_MS = 8_000

/** The state of the line over everything: how old the picture is and how much waits; after an outage, what was sent. */
export function FieldLine() {
  const w = useWords()
  const format = useFormat()
  const now = useNow(1_000)
  const { begin } = usePlace()
  const connection = useConnection()
  const kit = useFieldKit()
  const state = useOutbox()
  const waiting = waitingCount(state)
  const sent = useSentSince(state.entries.filter(({ fate }) => fate.kind === 'delivered').length, waiting)
  const isOld = connection.kind === 'lost' || connection.kind === 'resyncing' || connection.kind === 'outdated'
  return (
    <div role="status" aria-live="polite">
      {kit?.isKept === false && <p className="field-line is-quiet">{w('outbox.kept-nowhere')}</p>}
      {isOld && (
        <button type="button" className="field-line" onClick={() => begin('outbox')}>
          <span>
            <Glyph kind="off" /> {w('outbox.offline', { age: format.span(now - connection.sinceAt), n: waiting })}
          </span>
          <span className="field-line-last">{w('outbox.last', { time: stamp(connection.sinceAt, now, format) })}</span>
        </button>
      )}
      {!isOld && sent > 0 && <p className="field-line is-quiet">{w('sync.done', { n: sent })}</p>}
    </div>
  )
}

/** 14:45 of today, 09-07 14:45 of another day: an old picture says which. */
function stamp(at: number, now: number, format: ReturnType<typeof useFormat>): string {
  return format.date(at) === format.date(now) ? format.time(at) : `${format.date(at).slice(5)} ${format.time(at)}`
}

/** How many were delivered since things began to wait, for a moment after the last of them. */
function useSentSince(delivered: number, waiting: number): number {
  const before = useRef<number>(undefined)
  const [sent, setSent] = useState(0)
  useEffect(() => {
    if (waiting > 0) {
      before.current ??= delivered
      return
    }
    if (before.current === undefined) return
    setSent(delivered - before.current)
    before.current = undefined
    const timer = setTimeout(() => setSent(0), TOLD_MS)
    return () => clearTimeout(timer)
  }, [delivered, waiting])
  return sent
}
