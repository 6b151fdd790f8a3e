import type { StandingStepOf } from '#contract/applied-plan.ts'
import type { IncidentMatter } from '../state/incidents.ts'
import type { OrderMatter } from '../state/orders.ts'

/** Something that waits for one person, the most urgent kinds first. */
export type Wait =
  | { readonly kind: 'handover'; readonly incident: IncidentMatter }
  | { readonly kind: 'roll'; readonly incident: IncidentMatter; readonly roll: string }
  | { readonly kind: 'proposal'; readonly incident: IncidentMatter }
  | { readonly kind: 'step'; readonly incident: IncidentMatter; readonly plan: string; readonly standing: ProposedStep }
  | { readonly kind: 'order'; readonly order: OrderMatter }
  | { readonly kind: 'verify'; readonly order: OrderMatter }

export interface Waiter {
  readonly id: string
  readonly mayCommand: boolean
  readonly mayVerify: boolean
  isMine(order: OrderMatter): boolean
}

/** What waits for somebody: command offered, a roll called, a level worked out, orders to answer, results to judge. Pure. */
export function waitsFor(me: Waiter, incidents: readonly IncidentMatter[], orders: readonly OrderMatter[]): readonly Wait[] {
  const handovers = incidents
    .filter(({ state }) => state.command.offer?.to.id === me.id)
    .map((incident): Wait => ({ kind: 'handover', incident }))
  const rolls = incidents.flatMap((incident): Wait[] => {
    const roll = incident.state.rollCall
    const isAsked = roll?.asked.some(({ person, answer }) => person.id === me.id && answer === undefined)
    return roll && isAsked ? [{ kind: 'roll', incident, roll: roll.id }] : []
  })
  const proposals = incidents
    .filter(({ state }) => me.mayCommand && state.proposal !== undefined && state.proposal.level !== state.levels.event?.level)
    .map((incident): Wait => ({ kind: 'proposal', incident }))
  const steps = incidents.flatMap((incident) =>
    isToDecide(me, incident)
      ? proposedIn(incident).flatMap(({ plan, standing }): Wait[] =>
          standing.approval === 'commander' ? [{ kind: 'step', incident, plan, standing }] : [],
        )
      : [],
  )
  const own = orders
    .filter((order) => ['issued', 'delivered', 'read'].includes(order.state.stage) && me.isMine(order))
    .map((order): Wait => ({ kind: 'order', order }))
  const judged = orders
    .filter(({ state }) => me.mayVerify && ['done', 'failed', 'refused'].includes(state.stage) && state.by.id === me.id)
    .map((order): Wait => ({ kind: 'verify', order }))
  return [...handovers, ...rolls, ...proposals, ...steps, ...own, ...judged]
}

type ProposedStep = StandingStepOf<'proposed'>

/** Steps of plans that wait for a person. Pure. */
export function proposedIn({ state }: IncidentMatter): readonly { readonly plan: string; readonly standing: ProposedStep }[] {
  return (state.plans ?? []).flatMap(({ plan, ended, steps }) =>
    ended ? [] : steps.flatMap((standing) => (standing.stage === 'proposed' ? [{ plan, standing }] : [])),
  )
}

/** True for the commander; while nobody commands, for whoever may. */
function isToDecide({ id, mayCommand }: Waiter, { state: { command } }: IncidentMatter): boolean {
  return mayCommand && (command.commander === undefined || command.lapsedAt !== undefined || command.commander.id === id)
}
