import type { CaseCounts, CaseQueue, CaseTally } from '#contract/case.ts'
import { CASE_MINE, CASE_QUEUES } from '#contract/case.ts'
import { useAreaName } from '../../incidents/use-addressee.ts'
import { useCity } from '../../state/hooks.ts'
import { useDepartmentName } from '../case-city.tsx'
import { type CaseSearch, EVERYTHING_OPEN } from '../case-search.ts'
import { useCaseWords } from '../use-case-words.ts'

export interface QueueColumnProps {
  /** All that the remit reaches. */
  readonly counts: CaseCounts | undefined
  /** What the list holds: of the area that was chosen, the parts. */
  readonly within: CaseCounts | undefined
  readonly search: CaseSearch
  onSearch(search: CaseSearch): void
}

/** What is to be done, by whose turn it is, by town and by department; each is one press, and one more lets go of it. */
export function QueueColumn({ counts, within, search, onSearch }: QueueColumnProps) {
  const w = useCaseWords()
  const areaName = useAreaName()
  const departmentName = useDepartmentName()
  const { tree } = useCity()
  const { area: here } = search
  const parts = here === undefined ? counts?.areas : within?.areas.filter(({ area }) => area !== here)
  const above = (here === undefined ? undefined : tree.byCode.get(here)?.parent) ?? tree.root.code
  const queues = new Map(counts?.queues.map((one) => [one.queue, one]))
  const with_ = (change: Partial<CaseSearch>) => onSearch({ ...search, ...change })
  return (
    <nav className="case-queues" aria-label={w('queues')}>
      <h2>{w('queues.mine')}</h2>
      <ul>
        <li>
          <Turn
            words={w('mine.all')}
            tally={counts?.total}
            isOn={search.mine === undefined && search.queue === undefined}
            onPress={() => onSearch({ ...EVERYTHING_OPEN, sort: search.sort })}
          />
        </li>
        {CASE_MINE.map((mine) => (
          <li key={mine}>
            <Turn
              words={w(`mine.${mine}`)}
              isOn={search.mine === mine}
              onPress={() => with_({ mine: search.mine === mine ? undefined : mine, queue: undefined })}
            />
          </li>
        ))}
      </ul>
      <h2>{w('queues')}</h2>
      <ul>
        {CASE_QUEUES.map((queue: CaseQueue) => (
          <li key={queue}>
            <Turn
              words={w(`queue.${queue}`)}
              tally={queues.get(queue)}
              isOn={search.queue === queue}
              onPress={() => with_({ queue: search.queue === queue ? undefined : queue, mine: undefined })}
            />
          </li>
        ))}
      </ul>
      {parts && (here !== undefined || parts.length > 1) && (
        <>
          <h2>{w('areas')}</h2>
          <ul>
            {here !== undefined && (
              <>
                <li>
                  <Turn
                    words={w('areas.up', { name: areaName(above) })}
                    isOn={false}
                    onPress={() => with_({ area: above === tree.root.code ? undefined : above })}
                  />
                </li>
                <li>
                  <Turn words={areaName(here)} tally={within?.total} isOn onPress={() => with_({ area: undefined })} />
                </li>
              </>
            )}
            {byCount(parts).map(({ area, ...tally }) => (
              <li key={area}>
                <Turn words={areaName(area)} tally={tally} isOn={false} onPress={() => with_({ area })} />
              </li>
            ))}
          </ul>
        </>
      )}
      {counts && counts.departments.length > 0 && (
        <>
          <h2>{w('departments')}</h2>
          <ul>
            {byCount(counts.departments).map(({ department, ...tally }) => (
              <li key={department}>
                <Turn
                  words={departmentName(department)}
                  tally={tally}
                  isOn={search.department === department}
                  onPress={() => with_({ department: search.department === department ? undefined : department })}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  )
}

function Turn({
  words,
  tally,
  isOn,
  onPress,
}: {
  readonly words: string
  readonly tally?: CaseTally | undefined
  readonly isOn: boolean
  onPress(): void
}) {
  const w = useCaseWords()
  return (
    <button type="button" className="case-turn" aria-pressed={isOn} onClick={onPress}>
      <span className="one-line">{words}</span>
      {tally && tally.overdue > 0 && (
        <span className="due-word fig" title={w('count.overdue', { n: tally.overdue })}>
          {tally.overdue}
          <span className="visually-hidden"> {w('filter.overdue')}</span>
        </span>
      )}
      {tally && <span className="fig case-turn-count">{tally.count}</span>}
    </button>
  )
}

/** What has most overdue first, then what there is most of. */
function byCount<Row extends CaseTally>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((a, b) => b.overdue - a.overdue || b.count - a.count)
}
