import type { Role } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import { defineAct } from '../../act/act.ts'
import { type Asking, execute } from '../../act/execute.ts'
import { insertAccount, tidyNames } from '../accounts/new-account.ts'
import { ADMINISTRATORS, isWithoutAdministrators } from '../accounts/newness.ts'
import type { IdentityParts } from '../identity-parts.ts'
import { demandStrong } from '../passwords/choose-password.ts'
import { newId } from '../sessions/session-token.ts'
import { findInvitation, spendInvitation } from './invitation.ts'

/** One of the three who administer the product. */
export interface FirstAdministrator {
  readonly role: Role
  readonly name: string
  readonly shown: string
  readonly password: string
}

/**
 * Makes the first administrators, one for each of the three roles, all or none, by the link the start printed. Throws
 * Refusal `access/link-over`, `request/invalid` when it is not one of each, and what names and passwords are refused for.
 */
export async function setUp(
  parts: IdentityParts,
  asking: Asking,
  { token, administrators }: { readonly token: string; readonly administrators: readonly FirstAdministrator[] },
): Promise<void> {
  const isInvited = (await findInvitation(parts.database, token, parts.now()))?.purpose === 'first-administrators'
  const appointed: Appointed[] = []
  if (isInvited) {
    demandOneOfEach(administrators)
    for (const { role, password, ...names } of administrators) {
      const tidy = tidyNames(names)
      demandStrong(
        password,
        administrators.flatMap(({ name, shown }) => [name, shown]),
        parts.catalogue,
      )
      appointed.push({ role, ...tidy, hash: await parts.passwords.hash(password) })
    }
  }
  await execute(parts, asking, appointFirst, { token, appointed, vault: parts.vault, area: parts.catalogue.city.area })
  parts.noteAdministrators()
}

/** Three people who exclude each other: whoever knew a password of another would be two of them. */
function demandOneOfEach(administrators: readonly FirstAdministrator[]): void {
  if (
    administrators.length !== ADMINISTRATORS.length ||
    !ADMINISTRATORS.every((role) => administrators.some((each) => each.role === role))
  )
    throw new Refusal('request/invalid', 'There is one administrator for each of the three roles.')
  if (new Set(administrators.map(({ password }) => password)).size < administrators.length)
    throw new Refusal('access/password-weak', 'Each administrator has a password of their own.')
}

interface Appointed {
  readonly role: Role
  readonly name: string
  readonly shown: string
  readonly hash: string
}

interface Appointing {
  readonly token: string
  readonly appointed: readonly Appointed[]
  readonly vault: IdentityParts['vault']
  readonly area: string
}

const appointFirst = defineAct<Appointing, void>({
  type: 'administrators.appoint',
  needs: 'anyone',
  run: async (context, { token, appointed, vault, area }) => {
    const { tx, now, random } = context
    const invitation = await spendInvitation(tx, token, now)
    if (invitation?.purpose !== 'first-administrators' || appointed.length === 0 || !(await isWithoutAdministrators(tx)))
      throw new Refusal('access/link-over')
    const made: string[] = []
    for (const { role, name, shown, hash } of appointed) {
      const account = await insertAccount(context, vault, { name, shown, isTrial: false })
      await tx.query('update guanlan.account set password = $2, password_at = $3 where id = $1', [account, hash, now])
      await tx.query('insert into guanlan.remit (id, account, role, area, granted_at) values ($1, $2, $3, $4, $5)', [
        ...[newId(random), account, role, area, now],
      ])
      made.push(account)
    }
    return { outcome: undefined, actor: { kind: 'nobody', name: 'first set-up' }, detail: { accounts: made } }
  },
})
