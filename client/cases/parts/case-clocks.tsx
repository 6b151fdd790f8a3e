import type { CaseClock, CaseState } from '#contract/case.ts'
import { CASE_CLOCKS } from '#contract/case-tables.ts'
import { useFormat, useNow } from '../../state/hooks.ts'
import { useCaseCity } from '../case-city.tsx'
import { caseDue } from '../case-due.ts'
import { dayOf, dueWords, spanWords } from '../due-words.ts'
import { useCaseWords } from '../use-case-words.ts'

/** Every clock the case has had: its limit, what it took or how it stands, in the words of its own pace. */
export function CaseClocks({ state }: { readonly state: CaseState }) {
  const w = useCaseWords()
  const format = useFormat()
  const now = useNow(30_000)
  const { time } = useCaseCity()
  const stands = (clock: CaseClock) =>
    clock.since === undefined
      ? w('clock.spent', { span: spanWords(clock.spentMs, dayOf(clock.pace, time.dayMs), w) })
      : dueWords(caseDue({ clocks: { handling: clock } }, now, time), time.dayMs, w)
  const rows = CASE_CLOCKS.flatMap((name) => {
    const clock = state.clocks[name]
    return clock ? [{ name, clock }] : []
  })
  return (
    <section aria-label={w('clocks')}>
      <h3>{w('clocks')}</h3>
      <dl className="case-clocks">
        {rows.map(({ name, clock }) => (
          <div key={name} className={clock.since === undefined ? undefined : 'is-running'}>
            <dt>{w(`clock.${name}`)}</dt>
            <dd>
              {w(clock.pace === 'working' ? 'clock.limit.working' : 'clock.limit', {
                span: spanWords(clock.limitMs, dayOf(clock.pace, time.dayMs), w),
              })}
              <br />
              <span className={clock.since === undefined ? 'soft' : 'strong'}>{stands(clock)}</span>
              {clock.dueAt !== undefined && (
                <span className="soft case-clock-due">
                  {w('due.at', { time: `${format.date(clock.dueAt).slice(5)} ${format.time(clock.dueAt)}` })}
                </span>
              )}
              {clock.since === undefined && clock.overdueAt !== undefined && <span> · {w('clock.overdue')}</span>}
            </dd>
          </div>
        ))}
        {rows.length === 0 && <p className="soft">{w('due.none')}</p>}
      </dl>
      <p className="soft">
        {[
          state.extensions.length > 0 && w('extensions', { n: state.extensions.length }),
          state.returned > 0 && w('returns', { n: state.returned }),
          state.reworked > 0 && w('reworks', { n: state.reworked }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </section>
  )
}
