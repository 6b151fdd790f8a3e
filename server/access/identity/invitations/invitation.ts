import type { Queries } from '../../../record/database.ts'
import type { ActContext } from '../../act/act.ts'
import { isTokenShaped, newToken, tokenHash } from '../sessions/session-token.ts'

/** What a one-time link is for: the first three administrators, a new account's first password, a forgotten one. */
export const INVITATION_PURPOSES = ['first-administrators', 'join', 'reset'] as const
export type InvitationPurpose = (typeof INVITATION_PURPOSES)[number]

/** How long a link can be used, ms. A person may be away for a week-end; the others are used at once. */
export const LINK_LIFE_MS: Record<InvitationPurpose, number> = {
  'first-administrators': 24 * 3_600_000,
  join: 72 * 3_600_000,
  reset: 24 * 3_600_000,
}

export interface Invitation {
  readonly purpose: InvitationPurpose
  /** Undefined for the first administrators. */
  readonly account: string | undefined
}

interface InvitationRow {
  readonly purpose: InvitationPurpose
  readonly account: string | null
}

/** Makes a link's token; those made before for the same end are worth nothing from now on. */
export async function makeInvitation(
  { tx, now, random }: ActContext,
  purpose: InvitationPurpose,
  account?: string,
): Promise<string> {
  const token = newToken(random)
  await tx.query('delete from guanlan.invitation where account is not distinct from $1', [account ?? null])
  await tx.query('insert into guanlan.invitation (token_hash, purpose, account, made_at, ends_at) values ($1, $2, $3, $4, $5)', [
    ...[tokenHash(token), purpose, account ?? null, now, now + LINK_LIFE_MS[purpose]],
  ])
  return token
}

/** What a token invites to, or undefined when it is worth nothing (any more). */
export async function findInvitation(queries: Queries, token: string, now: number): Promise<Invitation | undefined> {
  if (!isTokenShaped(token)) return undefined
  const rows = await queries.query<InvitationRow>(
    'select purpose, account from guanlan.invitation where token_hash = $1 and ends_at > $2',
    [tokenHash(token), now],
  )
  return toInvitation(rows)
}

/** As `findInvitation`, and spends it: of all who come with the same token, one gets it. */
export async function spendInvitation(tx: Queries, token: string, now: number): Promise<Invitation | undefined> {
  if (!isTokenShaped(token)) return undefined
  const rows = await tx.query<InvitationRow>(
    'delete from guanlan.invitation where token_hash = $1 and ends_at > $2 returning purpose, account',
    [tokenHash(token), now],
  )
  return toInvitation(rows)
}

function toInvitation([row]: readonly InvitationRow[]): Invitation | undefined {
  return row && { purpose: row.purpose, account: row.account ?? undefined }
}

/** The address a person opens to use a token. Behind the `#` it stays in the browser: no server and no log meets it. */
export function linkOf(publicUrl: string, purpose: InvitationPurpose, token: string): string {
  return `${publicUrl}/${purpose === 'first-administrators' ? 'setup' : 'invitation'}#${token}`
}
