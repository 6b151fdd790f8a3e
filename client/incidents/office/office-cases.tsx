import { mostOverdue } from '../../state/cases.ts'
import { useMatters } from '../../state/use-matters.ts'
import { useAreaName } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'

const CASE_COUNTS = { kind: 'case', counts: true } as const

/** So many parts of the remit are named: those a leader would ask about first. */
const NAMED = 5

/**
 * What a leader is shown of ordinary cases: how many are not over, how many ran over their time, and where most of those are. Not the
 * cases themselves: they are for whoever deals with them.
 */
export function OfficeCases() {
  const w = useWords()
  const areaName = useAreaName()
  const followed = useMatters(CASE_COUNTS)
  const counts = followed.kind === 'following' ? followed.counts : undefined
  if (!counts) return null
  const { total } = counts
  return (
    <section className="office-cases" aria-label={w('cases.title')}>
      <h2>
        {w('cases.title')} <span className="fig">{total.count}</span>
      </h2>
      <p className={total.overdue > 0 ? 'strong' : 'soft'}>{w('cases.overdue', { n: total.overdue })}</p>
      <ul>
        {mostOverdue(counts, NAMED).map(({ area, count, overdue }) => (
          <li key={area} className="office-first">
            <span>{areaName(area)}</span>
            <span className="fig">{w('cases.of', { overdue, count })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
