import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../act/act.ts'
import { takeAccount } from '../identity/accounts/account.ts'

export interface NameAtProvider {
  readonly account: string
  /** What the provider's claim will say at the person's first sign-in; null when the account is to have no way in by it. */
  readonly claim: string | null
}

/**
 * Says whom the provider will mean by an account. Naming it anew forgets the subject it was bound to.
 * Throws Refusal `account/unknown`, or `account/claim-taken` for a claim that means somebody else.
 */
export const nameAtProvider = defineAct<NameAtProvider, void>({
  type: 'account.name-at-provider',
  needs: 'accounts:manage',
  run: async ({ tx }, { account: id, claim }) => {
    const account = await takeAccount(tx, id)
    if (!account || account.isTrial) throw new Refusal('account/unknown')
    await tx.query('delete from guanlan.federated where account = $1', [id])
    if (claim !== null) {
      const named = await tx.query(
        'insert into guanlan.federated (account, claim) values ($1, $2) on conflict (claim) do nothing returning account',
        [id, claim],
      )
      if (named.length === 0) throw new Refusal('account/claim-taken')
    }
    return { outcome: undefined, object: { kind: 'account', id }, detail: { isNamed: claim !== null } }
  },
})
