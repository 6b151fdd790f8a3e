import { ROLES } from '#contract/access.ts'
import { CASE_QUEUES, type CaseQueue } from '#contract/case.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import { QUEUE_ACTION } from '#contract/queue-action.ts'
import { remitOf, type Subject } from '../access/policy/subject.ts'

/** How far a subject sees among cases: the same as `isInReach` and `isInCharge` say of one of them, as lists of codes. */
export interface CaseSight {
  /** Areas whose cases concern the subject; undefined where all do. */
  readonly areas: readonly string[] | undefined
  /** Areas the subject answers for; undefined where all. */
  readonly own: readonly string[] | undefined
  readonly domains: readonly string[] | undefined
  /** Queues whose cases the subject's role does something about. */
  readonly queues: readonly CaseQueue[]
  /** The account of a person; nobody else reads what people wrote. */
  readonly account: string | undefined
  /** The area of the remit. */
  readonly area: string
}

/** Throws Refusal `access/sign-in-needed` for a subject without a remit. */
export function caseSight(subject: Subject, tree: AreaTree): CaseSight {
  const remit = remitOf(subject)
  if (!remit) throw new Refusal('access/sign-in-needed')
  const isAll = remit.area === tree.root.code
  const own = isAll ? undefined : areasBelow(tree, remit.area)
  const may: readonly string[] = ROLES[remit.role].may
  return {
    areas: own && [
      ...own,
      ...tree
        .path(remit.area)
        .slice(1)
        .map(({ code }) => code),
    ],
    own,
    domains: remit.domains === 'all' ? undefined : remit.domains,
    queues: CASE_QUEUES.filter((queue) => {
      const action = QUEUE_ACTION[queue]
      return action !== null && may.includes(action)
    }),
    account: subject.kind === 'person' ? subject.account.id : undefined,
    area: remit.area,
  }
}

/** An area and all that lies in it; nothing for one that is not in the city. */
export function areasBelow(tree: AreaTree, code: string): readonly string[] {
  if (!tree.byCode.has(code)) return []
  return [code, ...tree.children(code).flatMap((child) => areasBelow(tree, child.code))]
}
