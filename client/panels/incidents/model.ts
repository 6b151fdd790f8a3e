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

/** How much of an incident a row says: all of it, or its name, levels and standing alone. */
export type RowForm = 'full' | 'brief'

/** Lines of a row below its name. */
const LINES: Readonly<Record<RowForm, { readonly wide: number; readonly middle: number; readonly narrow: number }>> = {
  full: { wide: 2, middle: 3.4, narrow: 6 },
  brief: { wide: 1, middle: 2.6, narrow: 4.2 },
}

/** Height of one incident, CSS pixels; a decision takes a line and its frame more. */
export function incidentRowHeight(profile: DisplayProfile, width: number, hasDecision = false, form: RowForm = 'full'): number {
  const { text } = profile
  const first = Math.max(text.title, text.figure) * 1.3
  const line = text.name * 1.75
  const lines = LINES[form][isWideRow(profile, width) ? 'wide' : width < text.name * 38 ? 'narrow' : 'middle']
  const room = text.small * (form === 'full' ? 1 : 0.4)
  return Math.ceil(first + line * (lines + (form === 'full' && hasDecision ? 1.3 : 0)) + room)
}

/**
 * How the rows of a list are drawn in `height`, given how high each is in full and how high any is in brief: as many incidents as
 * possible, and of those the gravest in full as far as there is room. When not all fit, room is kept for the line that counts
 * the others, and the gravest is always there. Pure.
 */
export function rowForms(
  full: readonly number[],
  brief: number,
  height: number,
  moreLine: number,
): { readonly forms: readonly RowForm[]; readonly hidden: number } {
  const count = full.length
  if (count === 0) return { forms: [], hidden: 0 }
  const areAllShown = count * brief <= height
  const shown = areAllShown ? count : Math.min(count, Math.max(1, Math.floor((height - moreLine) / brief)))
  // The gravest says all there is, even at the cost of those that only say their name.
  const [gravest = 0] = full
  if (!areAllShown && gravest + moreLine <= height) {
    const others = Math.min(count - 1, Math.floor((height - moreLine - gravest) / brief))
    return { forms: ['full', ...Array<RowForm>(others).fill('brief')], hidden: count - 1 - others }
  }
  const room = height - (areAllShown ? 0 : moreLine)
  const used = (fulls: number) => full.slice(0, fulls).reduce((sum, one) => sum + one, 0) + (shown - fulls) * brief
  let fulls = 0
  while (fulls < shown && used(fulls + 1) <= room) fulls += 1
  return { forms: Array.from({ length: shown }, (_, at) => (at < fulls ? 'full' : 'brief')), hidden: count - shown }
}
