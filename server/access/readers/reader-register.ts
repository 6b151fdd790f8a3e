import type { Role } from '#contract/access.ts'
import type { Queries } from '../../record/database.ts'
import type { Known } from '../guard/known.ts'
import { isTokenShaped, tokenHash } from '../identity/sessions/session-token.ts'
import { SEEN_MS } from '../screens/screen-register.ts'
import { READER_TOKEN_PREFIX, type Reader } from './reader.ts'

interface ReaderRow {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly area: string
  readonly domains: string[] | null
  readonly seen_at: number | null
  readonly disabled_at: number | null
}

/** The reader whose token this is, or undefined for one that is unknown or disabled. That it was seen is noted. */
export async function findReader(queries: Queries, token: string, now: number): Promise<Known | undefined> {
  if (!token.startsWith(READER_TOKEN_PREFIX) || !isTokenShaped(token.slice(READER_TOKEN_PREFIX.length))) return undefined
  const [row] = await queries.query<ReaderRow>(
    'select id, name, role, area, domains, seen_at, disabled_at from guanlan.reader where token_hash = $1 and disabled_at is null',
    [tokenHash(token)],
  )
  if (!row) return undefined
  if (now - (row.seen_at ?? 0) >= SEEN_MS)
    await queries.query('update guanlan.reader set seen_at = $2 where id = $1', [row.id, now])
  const { id, name, role, area, domains } = row
  return { subject: { kind: 'program', reader: { id, name }, remit: { id, role, area, domains: domains ?? 'all' } } }
}

/** All readers, disabled ones included, by name. */
export async function listReaders(queries: Queries): Promise<readonly Reader[]> {
  const rows = await queries.query<ReaderRow>(
    'select id, name, role, area, domains, seen_at, disabled_at from guanlan.reader order by name, id',
  )
  return rows.map(({ id, name, area, domains, seen_at, disabled_at }) => ({
    ...{ id, name, area, domains: domains ?? 'all', isDisabled: disabled_at !== null, seenAt: seen_at ?? undefined },
  }))
}
