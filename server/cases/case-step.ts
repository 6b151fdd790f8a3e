import type { CaseEvent, CaseStage, CaseState } from '#contract/case.ts'
import { handsOn } from '#contract/case-hands.ts'
import type { CaseTables } from '#contract/case-tables.ts'
import { Refusal } from '#contract/errors.ts'
import type { Person } from '#contract/incident.ts'
import type { WorkingTime } from '#contract/working-time.ts'

type Without<Event> = Event extends { readonly type: infer Type; readonly body: infer Body }
  ? { readonly type: Type; readonly body: Body }
  : never

/** What a decision about a case says is to happen; who did it and when is added where it is written down. */
export type CaseHappening = Without<CaseEvent>

/** What decisions about cases know of the city. */
export interface CaseCity {
  readonly tables: CaseTables
  readonly time: WorkingTime
  /** Domains of a department; undefined for none of the city's departments. */
  domainsOf(department: string): readonly string[] | undefined
}

/** What a decision about a case may know. Nothing else: equal knowledge, equal decision. */
export interface KnownCase extends CaseCity {
  readonly id: string
  readonly state: CaseState
  readonly now: number
  /** Who decides. */
  readonly who: Person
}

/** Throws Refusal `case/stage` for a case at another stage, `case/suspended` for one that stands still. */
export function demandStage({ stage, suspension }: Pick<CaseState, 'stage' | 'suspension'>, ...from: readonly CaseStage[]): void {
  if (!from.includes(stage))
    throw new Refusal('case/stage', `The case is ${stage}; this can be done only to one that is ${from.join(' or ')}.`)
  if (suspension) throw new Refusal('case/suspended')
}

/** Throws Refusal `case/nothing-said` where there are neither words nor files. */
export function demandSaid({
  text,
  attachments = [],
}: {
  readonly text?: string
  readonly attachments?: readonly unknown[]
}): void {
  if (text === undefined && attachments.length === 0) throw new Refusal('case/nothing-said')
}

/** Throws Refusal `case/own-work` for somebody who had a hand in it: collector and verifier are never one person. */
export function demandOthersWork(state: CaseState, who: Person): void {
  if (handsOn(state).has(who.id)) throw new Refusal('case/own-work')
}

/** The category of a case by the tables, undefined for one they do not know any more. */
export function categoryOf({ tables }: Pick<CaseCity, 'tables'>, id: string) {
  return tables.categories.find((category) => category.id === id)
}

/** Throws Refusal `case/category-unknown`. */
export function demandCategory(city: Pick<CaseCity, 'tables'>, id: string) {
  const category = categoryOf(city, id)
  if (!category) throw new Refusal('case/category-unknown', `The city has no category "${id}".`)
  return category
}
