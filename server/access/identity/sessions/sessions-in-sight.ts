import type { ListedSession } from '#contract/account.ts'
import { Refusal } from '#contract/errors.ts'
import type { Database } from '../../../record/database.ts'
import type { Subject } from '../../policy/subject.ts'
import { accountById } from '../accounts/account.ts'
import { isBoundToTrial } from '../accounts/account-in-sight.ts'
import { listSessions } from './list-sessions.ts'

/** Live sessions of an account, for an administrator. Throws Refusal `account/unknown` for one out of sight. */
export async function sessionsInSight(
  { database, now }: { readonly database: Database; now(): number },
  subject: Subject,
  id: string,
): Promise<ListedSession[]> {
  const account = await accountById(database, id)
  if (!account || (!account.isTrial && (await isBoundToTrial(database, subject)))) throw new Refusal('account/unknown')
  return listSessions(database, id, now())
}
