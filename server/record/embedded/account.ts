import { readFileSync } from 'node:fs'

/** A user and group a process can be given, by number. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * The accounts PostgreSQL uses when we are root, which it refuses to run as; undefined when we are not root.
 * - `maker`: an existing account. initdb insists on a name for its user.
 * - `owner`: a number no one else has, so that no other program's files or processes share it. The server needs no name.
 */
export interface DatabaseAccounts {
  readonly maker: Account
  readonly owner: Account
}

/** First number tried for the owner: above every range that distributions hand out, below the 65,534 of containers. */
const FIRST_FREE_UID = 54_170

/** Picks the accounts, or undefined when this process is not root. */
export function databaseAccounts(): DatabaseAccounts | undefined {
  if (process.getuid?.() !== 0) return undefined
  return chooseAccounts(readFileSync('/etc/passwd', 'utf8'))
}

/** Pure choice from the text of /etc/passwd. Throws Error when it names nobody but root. */
export function chooseAccounts(passwd: string): DatabaseAccounts {
  const known = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .filter((field) => field.length >= 4)
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
  const ordinary = known.filter((account) => Number.isInteger(account.uid) && account.uid > 0)
  const maker = ordinary.find(({ name }) => name === 'nobody') ?? ordinary[0]
  if (!maker) throw new Error('/etc/passwd names no account but root')
  const taken = new Set(known.flatMap(({ uid, gid }) => [uid, gid]))
  let free = FIRST_FREE_UID
  while (taken.has(free)) free++
  return { maker: { uid: maker.uid, gid: maker.gid }, owner: { uid: free, gid: free } }
}
