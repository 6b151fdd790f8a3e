import { Refusal } from '#contract/errors.ts'
import type { ActContext } from '../../act/act.ts'
import type { PersonalVault } from '../../personal/vault.ts'
import { newId } from '../sessions/session-token.ts'
import { nameKey, tidyName, tidyShownName } from './account-name.ts'

/** An account to be made. */
export interface NewAccount {
  readonly name: string
  readonly shown: string
  readonly phone?: string
}

/**
 * The names of an account as they are kept. Throws Refusal `account/name-invalid` for names that nobody could read out or
 * type again.
 */
export function tidyNames({ name, shown }: Pick<NewAccount, 'name' | 'shown'>): { readonly name: string; readonly shown: string } {
  const [tidy, tidyShown] = [tidyName(name), tidyShownName(shown)]
  if (tidy === undefined || nameKey(tidy).length < 2) throw new Refusal('account/name-invalid')
  if (tidyShown === undefined)
    throw new Refusal('account/name-invalid', 'The shown name has 1 to 40 characters, and none that cannot be seen.')
  return { name: tidy, shown: tidyShown }
}

/** Makes an account without any remit. Returns its id. Throws Refusal of `tidyNames`, `account/name-taken`, `account/phone-invalid`. */
export async function insertAccount(
  { tx, now, random }: ActContext,
  vault: PersonalVault,
  account: NewAccount & { readonly isTrial: boolean },
): Promise<string> {
  const { name, shown } = tidyNames(account)
  const id = newId(random)
  const phone = account.phone === undefined ? null : vault.seal(tidyPhone(account.phone), 'account.phone', id)
  const made = await tx.query(
    `insert into guanlan.account (id, name, name_key, shown, phone, is_trial, made_at, used_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (name_key) do nothing returning id`,
    [id, name, nameKey(name), shown, phone, account.isTrial, now],
  )
  if (made.length === 0) throw new Refusal('account/name-taken')
  return id
}

/** A phone number without what people put between its digits. */
function tidyPhone(phone: string): string {
  const tidy = phone.normalize('NFKC').replace(/[\s().-]/g, '')
  if (!/^\+?\d{5,15}$/.test(tidy)) throw new Refusal('account/phone-invalid')
  return tidy
}
