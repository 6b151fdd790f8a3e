import { CASE_STATIONS, CASE_WAY, type CaseState, type CaseStation, STATION_OF, STATION_PASSED } from '#contract/case.ts'
import { shownName } from '../../incidents/log-sentence.ts'
import { useFormat } from '../../state/hooks.ts'
import { useCaseWords } from '../use-case-words.ts'

/** The seven stations, each with when it was passed and by whom; where the case stands is said in a word, not by colour alone. */
export function CaseSteps({ state }: { readonly state: CaseState }) {
  const w = useCaseWords()
  const format = useFormat()
  const at = STATION_OF[state.stage]
  const reached = CASE_WAY.indexOf(state.stage as (typeof CASE_WAY)[number])
  return (
    <section aria-label={w('steps')}>
      <ol className="case-steps">
        {CASE_STATIONS.map((station) => {
          const stamp = stampOf(state, station, reached)
          const manner = stamp ? 'is-passed' : station === at ? 'is-here' : 'is-ahead'
          return (
            <li key={station} className={`case-step ${manner}`} aria-current={station === at ? 'step' : undefined}>
              <svg className="case-step-sign" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
                <circle cx="9" cy="9" r="7" />
                {stamp && <path d="m5.500 9.200 2.400 2.400 4.600-5" />}
                {!stamp && station === at && <circle cx="9" cy="9" r="3" className="case-step-dot" />}
              </svg>
              <span className="case-step-name">{w(`station.${station}`)}</span>
              <span className="soft">
                {stamp ? (
                  <>
                    <span className="fig">{format.time(stamp.at)}</span> {shownName(stamp.by)}
                  </>
                ) : station === at ? (
                  w('step.now')
                ) : station === 'verification' ? (
                  w('step.elsewhere')
                ) : (
                  ''
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** The stamp by which a station was passed, as long as the case has not come back to before it. */
function stampOf(state: CaseState, station: CaseStation, reached: number) {
  const passed = STATION_PASSED[station]
  if (reached >= 0 && CASE_WAY.indexOf(passed as (typeof CASE_WAY)[number]) > reached) return undefined
  return state.stamps.findLast(({ stage }) => stage === passed)
}
