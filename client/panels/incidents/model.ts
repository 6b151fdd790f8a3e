import type { DecisionMatter } from '#contract/decision.ts'
import type { IncidentState, Level, LevelField, Phase } from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import { decisionDue, inOrderOfUrgency } from '../../state/decisions.ts'
import type { DisplayProfile } from '../../state/display-profile.ts'
import type { Due } from '../../state/due.ts'
import { gravestFirst, type IncidentMatter, nextDeadline } from '../../state/incidents.ts'
import { type OrderCounts, type OrderMatter, orderCounts } from '../../state/orders.ts'

/** What a room is told of one incident: the situation, and offices instead of people. */
export interface IncidentRowModel {
  readonly id: string
  readonly title: string
  readonly area: string
  readonly levels: Readonly<Record<LevelField, Level | undefined>>
  readonly phase: Phase
  /** How long it has been going on, ms. */
  readonly sinceMs: number
  /** What the commander is in ordinary life; undefined where nobody commands, or no office is known. */
  readonly command: string | undefined
  readonly deadline: { readonly names: Names; readonly due: Due } | undefined
  readonly orders: OrderCounts
  /** Steps of its plans: taken on, and waiting for somebody; undefined without a plan. */
  readonly plan: { readonly accepted: number; readonly proposed: number } | undefined
  /** The decision people wait for, or the one that was last taken; undefined where there is none. */
  readonly decision: RoomDecision | undefined
}

/** A decision as a room sees it: the question with its clock, or what was decided. */
export interface RoomDecision {
  readonly question: string
  readonly due: Due
  readonly decided: string | undefined
}

/** Incidents in reach of `areas` (undefined: all of them), the gravest first, as a room sees them. Pure. */
export function incidentRows(
  incidents: readonly IncidentMatter[],
  orders: readonly OrderMatter[],
  decisions: readonly DecisionMatter[],
  isHere: (area: string) => boolean,
  now: number,
): readonly IncidentRowModel[] {
  return gravestFirst(incidents.filter(({ state }) => isHere(state.place.area))).map(({ id, state }) => {
    const next = nextDeadline(state.deadlines, now)
    return {
      id,
      title: state.title,
      area: state.place.area,
      levels: {
        warning: state.levels.warning?.level,
        event: state.levels.event?.level,
        response: state.levels.response?.level,
      },
      phase: state.phase,
      plan: planOf(state),
      sinceMs: now - state.receivedAt,
      command: state.command.commander?.post,
      deadline: next && { names: next.deadline.names, due: next.due },
      orders: orderCounts(
        orders.filter((order) => order.state.incident === id),
        now,
      ),
      decision: roomDecision(
        decisions.filter((decision) => decision.state.incident === id),
        now,
      ),
    }
  })
}

/** The most urgent question that is open; else the newest decision whose outcome is still to come. */
function roomDecision(decisions: readonly DecisionMatter[], now: number): RoomDecision | undefined {
  const [first] = inOrderOfUrgency(decisions)
  if (!first) return undefined
  const { state } = first
  const taken = state.options.find(({ id }) => id === state.decided?.option)?.title
  return { question: state.question, due: decisionDue(state, now), decided: taken }
}

function planOf({ plans }: Pick<IncidentState, 'plans'>): IncidentRowModel['plan'] {
  const steps = plans?.flatMap(({ ended, steps }) => (ended ? steps.filter(({ stage }) => stage === 'accepted') : steps))
  return (
    steps && {
      accepted: steps.filter(({ stage }) => stage === 'accepted').length,
      proposed: steps.filter(({ stage }) => stage === 'proposed').length,
    }
  )
}

/** Lines of an incident: name and clock, levels, where it stands, orders. On a wide panel they share two. */
export function isWideRow({ text }: DisplayProfile, width: number): boolean {
  return width > text.name * 52
}

/** Height of one incident, CSS pixels; a decision takes a line more. */
export function incidentRowHeight(profile: DisplayProfile, width: number, hasDecision = false): number {
  const { text } = profile
  const first = Math.max(text.title, text.figure) * 1.3
  const line = text.name * 1.75
  const lines = isWideRow(profile, width) ? line * 2 : line * (width < text.name * 38 ? 6 : 3.4)
  return Math.ceil(first + lines + (hasDecision ? line : 0) + text.small)
}
