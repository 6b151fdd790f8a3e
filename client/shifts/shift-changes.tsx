import type { ShiftLine, ShiftSummary } from '#contract/shift-handover.ts'
import { useFormat, useNames, usePlace } from '../state/hooks.ts'
import { useLineWords } from './use-line-words.ts'
import { useShiftWords } from './use-shift-words.ts'

/** What happened during a shift: counted in one line each, then told, newest first. */
export function ShiftChanges({ summary }: { readonly summary: ShiftSummary }) {
  const w = useShiftWords()
  const { counts, lines, more } = summary
  const n = (...types: readonly string[]) => types.reduce((sum, type) => sum + (counts[type] ?? 0), 0)
  return (
    <section className="shift-section" aria-label={w('changed')}>
      <h3>{w('changed')}</h3>
      <ul className="shift-counts soft">
        <li>{w('count.incidents', { opened: n('incident.opened'), closed: n('incident.closed', 'incident.withdrawn') })}</li>
        <li>{w('count.orders', { issued: n('order.issued'), done: n('order.done'), late: n('order.escalated') })}</li>
        <li>{w('count.alarms', { raised: n('alarm.raised'), cleared: n('alarm.cleared') })}</li>
        <li>{w('count.decisions', { decided: n('decision.decided'), scored: n('decision.scored') })}</li>
      </ul>
      {lines.length === 0 && <p className="nothing">{w('changed.none')}</p>}
      <ol className="shift-lines">
        {lines.map((line) => (
          <Line key={`${line.kind}/${line.id}/${line.type}/${line.at}`} line={line} />
        ))}
      </ol>
      {more > 0 && <p className="nothing">{w('changed.more', { n: more })}</p>}
    </section>
  )
}

function Line({ line }: { readonly line: ShiftLine }) {
  const format = useFormat()
  const name = useNames()
  const lineWords = useLineWords()
  const { begin } = usePlace()
  const words = name(line.title)
  return (
    <li>
      <time
        className="fig soft"
        dateTime={new Date(line.at).toISOString()}
        title={`${format.date(line.at)} ${format.seconds(line.at)}`}
      >
        {format.time(line.at)}
      </time>
      <span className="log-kind">{lineWords(line.type)}</span>
      {line.kind === 'incident' ? (
        <button type="button" className="phase-press" onClick={() => begin(`incidents/${line.id}`)}>
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
    </li>
  )
}
