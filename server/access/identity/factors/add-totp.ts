import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { takeAccount } from '../accounts/account.ts'
import { owner } from '../accounts/own-account.ts'
import { newId } from '../sessions/session-token.ts'
import { factorsOf, MAX_FACTORS } from './factor.ts'
import { newTotp, type TotpSecret } from './totp.ts'

/**
 * Begins a factor of one-time codes: its secret is told once, now, and it counts when its first code was given. One that
 * was begun before and never confirmed is forgotten.
 */
export const addTotp = defineAct<{ readonly name: string; readonly vault: PersonalVault }, TotpSecret & { readonly id: string }>({
  type: 'factor.begin',
  needs: 'self:manage',
  run: async ({ tx, subject, now, random }, { name, vault }) => {
    const person = owner(subject)
    const account = await takeAccount(tx, person.account.id)
    if (!account) throw new Refusal('access/sign-in-needed')
    await tx.query(`delete from guanlan.factor where account = $1 and kind = 'totp' and confirmed_at is null`, [account.id])
    if ((await factorsOf(tx, account.id)).length >= MAX_FACTORS) throw new Refusal('access/too-many-factors')
    const id = newId(random)
    const totp = newTotp(random, account.name)
    await tx.query(`insert into guanlan.factor (id, account, kind, name, secret, made_at) values ($1, $2, 'totp', $3, $4, $5)`, [
      ...[id, account.id, name, vault.seal(totp.secret, 'factor.secret', id), now],
    ])
    return { outcome: { id, ...totp }, object: { kind: 'factor', id } }
  },
})
