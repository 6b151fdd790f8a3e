import { type DrillHead, type DrillRunHead, isUnderWay } from '#contract/drill-run.ts'
import { useWords } from '../incidents/use-words.ts'
import { useFormat, useNames } from '../state/hooks.ts'
import { drillClock } from './drill-clock.ts'
import { RunStageMark } from './run-stage-mark.tsx'
import { useDrillWords } from './use-drill-words.ts'

export interface DrillListsProps {
  readonly drills: readonly DrillHead[]
  readonly runs: readonly DrillRunHead[]
  /** What is shown beside the lists. */
  readonly drill: string | undefined
  readonly run: string | undefined
  onDrill(id: string): void
  onRun(id: string): void
}

/** What is played now, what can be played, and what was. */
export function DrillLists({ drills, runs, drill, run, onDrill, onRun }: DrillListsProps) {
  const w = useDrillWords()
  const words = useWords()
  const name = useNames()
  const format = useFormat()
  const now = runs.filter(({ stage }) => isUnderWay(stage))
  const over = runs.filter(({ stage }) => !isUnderWay(stage))
  const rowOf = (one: DrillRunHead) => (
    <li key={one.id}>
      <button type="button" className="two-sides-row" aria-pressed={one.id === run} onClick={() => onRun(one.id)}>
        <span className="strong">{name(one.names)}</span>
        <span className="soft fig">
          {format.date(one.startedAt)} {format.time(one.startedAt)}
          {isUnderWay(one.stage) && ` · ${drillClock(one.seconds)}`}
        </span>
        <span>
          <RunStageMark run={one} /> <span className="soft fig">{scoreOf(one)}</span>
        </span>
      </button>
    </li>
  )
  return (
    <nav className="two-sides-list drills-lists" aria-label={w('lists')}>
      {now.length > 0 && (
        <section aria-label={w('list.now')}>
          <h2 className="block-head">{w('list.now')}</h2>
          <ul>{now.map(rowOf)}</ul>
        </section>
      )}
      <section aria-label={w('list.drills')}>
        <h2 className="block-head">
          {w('list.drills')} <span className="soft fig">{drills.length}</span>
        </h2>
        <ul>
          {drills.map((one) => (
            <li key={one.id}>
              <button type="button" className="two-sides-row" aria-pressed={one.id === drill} onClick={() => onDrill(one.id)}>
                <span className="strong">{name(one.names)}</span>
                <span className="soft">
                  {words(`class.${one.class}`)} · {format.span(one.duration * 1000)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={w('list.runs')}>
        <h2 className="block-head">
          {w('list.runs')} <span className="soft fig">{over.length}</span>
        </h2>
        {over.length === 0 ? <p className="nothing">{w('list.none')}</p> : <ul>{over.map(rowOf)}</ul>}
      </section>
    </nav>
  )
}

/** How many expectations are met, of all. */
function scoreOf({ met, missed, open }: DrillRunHead): string {
  return `${met}/${met + missed + open}`
}
