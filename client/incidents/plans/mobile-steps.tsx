import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { useHolder } from '../use-incidents.ts'
import { proposedIn } from '../waits.ts'
import './plans.css'
import { StepWait } from './step-wait.tsx'
import { usePlanWords } from './use-plan-words.ts'

/** Steps of plans a commander decides from a phone; others see how many wait. */
export function MobileSteps({ incident, followed }: { readonly incident: IncidentMatter; readonly followed: Followed }) {
  const page = useCityPage()
  const w = usePlanWords()
  const { may } = useHolder()
  const waiting = proposedIn(incident)
  if (waiting.length === 0) return null
  const mine = waiting.filter(({ standing }) => may(standing.approval === 'commander' ? 'incidents:command' : 'orders:issue'))
  return (
    <PageContext value={page}>
      <section aria-label={w('plan.title')} className="mobile-steps">
        <h2 className="block-head">
          {w('plan.title')} <span className="soft">{w('waits.steps', { n: waiting.length })}</span>
        </h2>
        <ul>
          {mine.map(({ plan, standing }) => (
            <li key={`${plan}:${standing.step}`} className="step is-proposed">
              <StepWait incident={incident} plan={plan} standing={standing} followed={followed} />
            </li>
          ))}
        </ul>
      </section>
    </PageContext>
  )
}
