import { Refusal } from '#contract/errors.ts'
import type { Queries, Transaction } from '../../record/database.ts'
import { defineAct } from '../act/act.ts'
import type { Asking } from '../act/execute.ts'
import { takeAccount } from '../identity/accounts/account.ts'
import { endSession, openSession } from '../identity/sessions/session.ts'
import type { Subject } from '../policy/subject.ts'
import type { FederatedIdentity } from './provider.ts'

export interface Federation {
  readonly identity: FederatedIdentity
  readonly asking: Asking
}

/**
 * Opens a session for a person whom the provider knows. The first time, the account that the administrator meant by the
 * claim is bound to the provider's subject; from then on the subject alone counts. Outcome is the session's token.
 * Throws Refusal `access/no-account`, also for a disabled one.
 */
export const openByProvider = defineAct<Federation, string>({
  type: 'session.open',
  needs: 'anyone',
  run: async (context, { identity, asking }) => {
    const { tx, subject } = context
    const id = (await boundAccount(tx, identity)) ?? (await bindAccount(tx, identity))
    const account = id === undefined ? undefined : await takeAccount(tx, id)
    if (!account || account.disabledAt !== undefined || account.isTrial) throw new Refusal('access/no-account')
    if (subject.kind === 'person') await endSession(context, subject.account.id, subject.session)
    const assurance = identity.hasSecondFactor ? 'second-factor' : 'federated'
    const session = await openSession(context, {
      ...{ account: account.id, assurance },
      ...(asking.address !== undefined && { address: asking.address }),
      ...(asking.agent !== undefined && { agent: asking.agent }),
    })
    await tx.query('insert into guanlan.federated_session (session, issuer, subject, sid) values ($1, $2, $3, $4)', [
      ...[session.id, identity.issuer, identity.subject, identity.sid ?? null],
    ])
    return {
      outcome: session.token,
      actor: { kind: 'person', id: account.id, name: account.shown },
      object: { kind: 'session', id: session.id },
      detail: { assurance, issuer: identity.issuer },
    }
  },
})

/** True for a session that the provider opened: signing out of it is only half done while the provider would let anybody in again. */
export async function isOpenedByProvider(queries: Queries, subject: Subject): Promise<boolean> {
  if (subject.kind !== 'person') return false
  return (await queries.query('select from guanlan.federated_session where session = $1', [subject.session])).length > 0
}

async function boundAccount(tx: Transaction, { issuer, subject }: FederatedIdentity): Promise<string | undefined> {
  const [row] = await tx.query<{ account: string }>('select account from guanlan.federated where issuer = $1 and subject = $2', [
    issuer,
    subject,
  ])
  return row?.account
}

async function bindAccount(tx: Transaction, { issuer, subject, claim }: FederatedIdentity): Promise<string | undefined> {
  if (claim === undefined) return undefined
  const [row] = await tx.query<{ account: string }>(
    'update guanlan.federated set issuer = $1, subject = $2 where claim = $3 and subject is null returning account',
    [issuer, subject, claim],
  )
  return row?.account
}
