import type { AreaTree } from '#contract/catalogue.ts'
import type { DutyRoster, Post } from '#contract/duty-roster.ts'
import { Refusal } from '#contract/errors.ts'
import type { ShiftHandoverEvent, ShiftHandoverMatter, ShiftHandoverState } from '#contract/shift-handover.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { isInReach } from '../matters/in-reach.ts'
import { type CommandContext, defineVerb, type Verb } from '../matters/run-command.ts'
import type { Lives } from '../matters/sight.ts'
import { shiftHandoverLife } from './shift-handover-life.ts'

/** What handing over knows of the city. */
export interface ShiftParts {
  readonly roster: DutyRoster | undefined
  readonly calendar: WindowCalendar
  readonly tree: AreaTree
  readonly lives: Lives
}

export type ToHandover<Input> = Input & { readonly id: string }

type Without<Event> = Event extends { readonly type: infer Type; readonly body: infer Body }
  ? { readonly type: Type; readonly body: Body }
  : never

/** What happens to a handover; who did it and when is added where it is written down. */
export type ShiftHappening = Without<ShiftHandoverEvent>

/** Which side of a handover does something: who goes, who comes, or either. */
export type Side = 'from' | 'to' | 'either'

/** A verb about one handover: which side it is for, and the decision. */
export interface ShiftVerb<Input> {
  readonly type: `shift-handover.${string}`
  readonly side: Side
  decide(state: ShiftHandoverState, input: Input, context: CommandContext): Promise<ShiftHappening> | ShiftHappening
  /** What follows in the same transaction. */
  after?(state: ShiftHandoverState, context: CommandContext): Promise<void>
}

/**
 * The command of a verb about handovers. Throws Refusal `matter/unknown` for one beyond the remit, `shift/not-yours` for
 * anybody but the side it is for, `shift/over` for one that is signed or called off, and whatever the decision refuses.
 */
export function shiftCommand<Input>(verb: ShiftVerb<Input>, { tree }: Pick<ShiftParts, 'tree'>): Verb<ToHandover<Input>> {
  return defineVerb({
    type: verb.type,
    needs: 'incidents:open',
    run: async (context, input) => {
      const { desk, subject, actor, now } = context
      const handover = await desk.take(shiftHandoverLife, input.id)
      if (!handover || !isInReach(subject, handover.reach, tree)) throw new Refusal('matter/unknown')
      if (!isOnSide(handover.state, actor.id, verb.side)) throw new Refusal('shift/not-yours')
      if (!handover.isOpen) throw new Refusal('shift/over', `The handover is ${handover.state.stage}.`)
      const happening = await verb.decide(handover.state, input, context)
      const after = await appendToHandover(context, handover, happening, now)
      await verb.after?.(after.state, context)
      return { id: input.id, detail: { post: handover.state.post.id, stage: after.state.stage } }
    },
  })
}

function isOnSide({ from, to }: ShiftHandoverState, account: string, side: Side): boolean {
  return (side !== 'to' && from.id === account) || (side !== 'from' && to.id === account)
}

/** Writes down what happened to a handover. Time never runs backwards in its log. */
function appendToHandover(
  { desk, actor }: CommandContext,
  { id, changedAt }: Pick<ShiftHandoverMatter, 'id' | 'changedAt'>,
  happening: ShiftHappening,
  now: number,
): Promise<ShiftHandoverMatter> {
  return desk.append(shiftHandoverLife, id, [{ ...happening, at: Math.max(now, changedAt), actor } as ShiftHandoverEvent])
}

/** Throws Refusal `shift/changed` where another summary has taken the place of the one the sender saw. */
export function demandNo(state: Pick<ShiftHandoverState, 'no'>, no: number): void {
  if (state.no !== no) throw new Refusal('shift/changed', `The summary is number ${state.no} by now; you saw ${no}.`)
}

/** The post of the roster. Throws Refusal `alarm/no-post`. */
export function postOf(roster: DutyRoster | undefined, id: string): Post {
  const post = roster?.posts.find((one) => one.id === id)
  if (!post) throw new Refusal('alarm/no-post')
  return post
}
