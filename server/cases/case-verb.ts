import type { Action } from '#contract/access.ts'
import type { CaseEvent, CaseMatter, CaseState } from '#contract/case.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import type { AreaTree, Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { workingTime } from '#contract/working-time.ts'
import type { Subject } from '../access/policy/subject.ts'
import { withAttached } from '../files/attach-files.ts'
import { CLOCK } from '../matters/clock-actor.ts'
import { isInCharge, isInReach } from '../matters/in-reach.ts'
import type { MatterDesk } from '../matters/matter-desk.ts'
import { defineVerb, type Verb } from '../matters/run-command.ts'
import { addressBook } from '../orders/addressee.ts'
import { clocksFollow } from './case-clocks.ts'
import { caseLife } from './case-life.ts'
import type { CaseCity, CaseHappening, KnownCase } from './case-step.ts'

/** What verbs about cases know of the city. */
export interface CaseParts extends CaseCity {
  readonly tree: AreaTree
  readonly timeZone: string
}

/** What verbs about cases know of this city. */
export function caseParts({
  catalogue,
  tree,
  tables,
  calendar,
}: {
  readonly catalogue: Pick<Catalogue, 'city' | 'metrics'>
  readonly tree: AreaTree
  readonly tables: CaseTables
  readonly calendar: WindowCalendar
}): CaseParts {
  const { domainsOf } = addressBook(catalogue, tree)
  return { tables, tree, domainsOf, timeZone: catalogue.city.timeZone, time: workingTime(tables.calendar, calendar) }
}

export type ToCase<Input> = Input & { readonly id: string }

/** A verb about one case: who may, and the pure decision. */
export interface CaseVerb<Input> {
  readonly type: `case.${string}`
  readonly needs: Action
  /** Adds to a case without deciding about it: may be done by whomever it concerns, not only by those who answer for its area. */
  readonly isContribution?: boolean
  decide(known: KnownCase, input: Input): readonly CaseHappening[]
}

/** Said to those whom a case concerns and who do not answer for its area. */
const BEYOND = 'The case is of a wider area than you answer for.'

/**
 * The command of a verb about cases. Throws Refusal `matter/unknown` for one beyond the remit, `access/refused` for one of a wider
 * area than theirs, and whatever the decision refuses.
 */
export function caseCommand<Input>(verb: CaseVerb<Input>, parts: CaseParts): Verb<ToCase<Input>> {
  return defineVerb({
    type: verb.type,
    needs: verb.needs,
    run: async ({ desk, tx, subject, actor, now }, input) => {
      const found = await takeCase(desk, subject, parts.tree, input.id)
      if (!verb.isContribution) demandCaseCharge(subject, found, parts.tree)
      const known = { ...parts, id: input.id, state: found.state, now, who: { id: actor.id, name: actor.name } }
      const said = await withAttached({ tx, actor, now }, input, { kind: 'case', id: input.id })
      const after = await appendToCase(desk, found, { happenings: verb.decide(known, said), actor, now }, parts)
      return { id: input.id, detail: { stage: after.state.stage } }
    },
  })
}

/** The case, held until the transaction ends. Throws Refusal `matter/unknown`. */
export async function takeCase(desk: MatterDesk, subject: Subject, tree: AreaTree, id: string): Promise<CaseMatter> {
  const found = await desk.take(caseLife, id)
  if (!found || !isInReach(subject, found.reach, tree)) throw new Refusal('matter/unknown')
  return found
}

/** Throws Refusal `access/refused` for a case of a wider area, which concerns the subject and is not theirs to decide. */
export function demandCaseCharge(subject: Subject, { reach }: Pick<CaseMatter, 'reach'>, tree: AreaTree): void {
  if (!isInCharge(subject, reach, tree)) throw new Refusal('access/refused', BEYOND)
}

export interface AppendToCase {
  readonly happenings: readonly CaseHappening[]
  readonly actor: MatterActor
  readonly now: number
}

/** A case before anything happened to it. */
export type NewCase = Pick<CaseMatter, 'id' | 'changedAt'> & { readonly state?: CaseState }

/** Writes down what happened to a case, and what follows for its clocks. Time never runs backwards in its log. */
export async function appendToCase(
  desk: MatterDesk,
  { id, changedAt, state }: NewCase,
  { happenings, actor, now }: AppendToCase,
  city: CaseCity,
): Promise<CaseMatter> {
  const at = Math.max(now, changedAt)
  const after = await desk.append(caseLife, id, told(happenings, actor, at))
  const follows = clocksFollow(state, after.state, at, city)
  return follows.length === 0 ? after : desk.append(caseLife, id, told(follows, CLOCK, at))
}

function told(happenings: readonly CaseHappening[], actor: MatterActor, at: number): readonly CaseEvent[] {
  return happenings.map((happening) => ({ ...happening, at, actor }) as CaseEvent)
}
