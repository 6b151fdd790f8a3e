import type { Queries } from '../../../record/database.ts'
import type { Passwords } from './password-hash.ts'

/** So many passwords of before are not taken again. */
export const HISTORY = 5

/** Hashes of the newest passwords of an account before its present one. */
export async function formerPasswords(queries: Queries, account: string): Promise<readonly string[]> {
  const rows = await queries.query<{ password: string }>(
    'select password from guanlan.former_password where account = $1 order by id desc limit $2',
    [account, HISTORY],
  )
  return rows.map(({ password }) => password)
}

/** True when a password has one of these hashes. One after the other: each costs what a sign-in costs. */
export async function isAmong(passwords: Passwords, password: string, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if (await passwords.isRight(password, hash)) return true
  return false
}

/** Gives an account another password and remembers the one before. */
export async function replacePassword(tx: Queries, account: string, hash: string, now: number): Promise<void> {
  await tx.query(
    `insert into guanlan.former_password (account, password, replaced_at)
     select id, password, $2 from guanlan.account where id = $1 and password is not null`,
    [account, now],
  )
  await tx.query(
    `delete from guanlan.former_password where account = $1 and id not in (
       select id from guanlan.former_password where account = $1 order by id desc limit $2)`,
    [account, HISTORY],
  )
  await tx.query('update guanlan.account set password = $2, password_at = $3 where id = $1', [account, hash, now])
}
