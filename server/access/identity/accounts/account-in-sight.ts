import { Refusal } from '#contract/errors.ts'
import type { Queries } from '../../../record/database.ts'
import type { ActContext } from '../../act/act.ts'
import type { Subject } from '../../policy/subject.ts'
import { type Account, accountById, takeAccount } from './account.ts'

/**
 * True when somebody works in a trial and sees its accounts only: real ones may lie in the same data. The operator at the
 * command line sees all.
 */
export async function isBoundToTrial(queries: Queries, subject: Subject): Promise<boolean> {
  if (subject.kind !== 'person') return false
  return subject.assurance === 'trial' || (await accountById(queries, subject.account.id))?.isTrial === true
}

/** The account an administrator works on, kept from changing. Throws Refusal `account/unknown` for one out of sight. */
export async function takeAccountInSight({ tx, subject }: ActContext, id: string): Promise<Account> {
  const account = await takeAccount(tx, id)
  if (!account || ((await isBoundToTrial(tx, subject)) && !account.isTrial)) throw new Refusal('account/unknown')
  return account
}

/** As `takeAccountInSight`, and never one's own: nobody administers themselves. Throws Refusal `account/own`. */
export async function takeAnothersAccount(context: ActContext, id: string): Promise<Account> {
  if (context.subject.kind === 'person' && context.subject.account.id === id) throw new Refusal('account/own')
  return takeAccountInSight(context, id)
}
