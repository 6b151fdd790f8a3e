import type { Catalogue } from '#contract/catalogue.ts'
import { Refusal } from '#contract/errors.ts'
import type { Database } from '../../../record/database.ts'
import type { Account } from '../accounts/account.ts'
import type { Passwords } from './password-hash.ts'
import { formerPasswords, isAmong } from './password-history.ts'
import { type PasswordFault, passwordFault } from './password-policy.ts'

/** What choosing a password needs. */
export interface ChoiceParts {
  readonly database: Database
  readonly passwords: Passwords
  /** The city, whose names are the first that are tried. */
  readonly catalogue: Catalogue
}

/**
 * The hash of a password that somebody chose, when it may be theirs. Throws Refusal `access/password-weak`,
 * `access/password-used` for one of the last ones or the present one, or `access/busy`.
 */
export async function hashChosen(
  { database, passwords, catalogue }: ChoiceParts,
  account: Pick<Account, 'id' | 'name' | 'shown' | 'password'>,
  password: string,
): Promise<string> {
  demandStrong(password, [account.name, account.shown], catalogue)
  const before = [...(account.password === undefined ? [] : [account.password]), ...(await formerPasswords(database, account.id))]
  if (await isAmong(passwords, password, before)) throw new Refusal('access/password-used')
  return passwords.hash(password)
}

/** Throws Refusal `access/password-weak` that says what is missing. */
export function demandStrong(password: string, names: readonly string[], { city, areas }: Catalogue): void {
  const places = [
    city.names,
    ...areas.filter(({ code }) => code === city.area).flatMap(({ names, short }) => [names, short ?? names]),
  ]
  const fault = passwordFault(password, { names, places: places.flatMap(({ zh, en }) => [zh, en]) })
  if (fault) throw new Refusal('access/password-weak', SENTENCES[fault])
}

const SENTENCES: Record<PasswordFault, string> = {
  'too-short': 'The password is shorter than 8 characters.',
  'too-long': 'The password is longer than 128 characters.',
  'too-plain':
    'A password shorter than 16 characters needs three kinds of them: A, a, 1, #; and not the same ones again and again.',
  'holds-name': 'The password holds the name of the account.',
  common: 'The password is one of those that are tried first.',
}
