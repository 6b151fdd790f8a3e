import type { AreaTree } from '#contract/catalogue.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Plan } from '#contract/plan.ts'
import type { Hub } from '../hub/hub-port.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import type { Knowledge } from './evidence.ts'
import { actorOfPlan, happeningsOf } from './plan-happening.ts'
import { isProposing, proposals } from './proposals.ts'
import { readFigures } from './read-figures.ts'
import { readOrders } from './read-orders.ts'

export interface PlanLook {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open' | 'findAll'>
  readonly hub: Pick<Hub, 'model' | 'latest' | 'history' | 'has'>
  readonly plans: readonly Plan[]
  readonly tables: CommandTables
  readonly tree: AreaTree
  now(): number
}

/**
 * Holds every applied plan of every open incident against the figures and facts of now, and writes down the steps that propose
 * themselves, each once: it is decided again on the state that is held. Any number of servers may do so at once. A plan that is
 * no longer among those of the city proposes nothing. Throws RecordFault when the database is away; the next look makes up for it.
 */
export async function lookAtPlans(look: PlanLook): Promise<void> {
  await withEach(look.book.open('incident'), matterName, async ({ id, state }) => {
    const applied = (state as IncidentState).plans ?? []
    const plans = applied.flatMap(({ plan }) => look.plans.find((one) => one.id === plan) ?? [])
    await withEach(
      plans,
      (plan) => `plan/${plan.id}`,
      (plan) => lookAt(plan, id, state as IncidentState, look),
    )
  })
}

async function lookAt(plan: Plan, id: string, state: IncidentState, look: PlanLook): Promise<void> {
  const applied = appliedIn(state, plan)
  if (!applied || !isProposing({ state, applied })) return
  const at = look.now()
  const order = await readOrders(plan, applied, look.book)
  const figure = await readFigures(plan, { state, applied, tables: look.tables, order, now: at }, look.hub)
  const seen = { figure, order, now: at }
  if (proposedIn(state, plan, seen, look).length === 0) return
  await changeMatters(look.database, at, async (desk) => {
    const incident = await desk.take(incidentLife, id)
    const happenings = incident ? happeningsOf(plan, proposedIn(incident.state, plan, seen, look)) : []
    if (!incident || happenings.length === 0) return
    await appendHappenings(desk, incident, { happenings, actor: actorOfPlan(plan), now: at, tables: look.tables })
  })
}

/** What was read before the incident is held. */
type Seen = Pick<Knowledge, 'figure' | 'order' | 'now'>

function proposedIn(state: IncidentState, plan: Plan, seen: Seen, { tables, tree }: PlanLook) {
  const applied = appliedIn(state, plan)
  return applied ? proposals(plan, { state, applied, tables, ...seen }, tree) : []
}

function appliedIn({ plans }: IncidentState, { id }: Plan) {
  return plans?.find(({ plan }) => plan === id)
}
