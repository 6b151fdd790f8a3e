import type { EnrolledDisplay, EnrolledScreen } from '#contract/enrolled-screen.ts'
import type { Queries } from '../../record/database.ts'
import type { Known } from '../guard/known.ts'
import { isTokenShaped, tokenHash } from '../identity/sessions/session-token.ts'

/** How exactly it is kept when a screen or a reader was last seen, ms. */
export const SEEN_MS = 60_000

interface ScreenRow {
  readonly id: string
  readonly name: string
  readonly display: EnrolledDisplay
  readonly area: string
  readonly domains: string[] | null
  readonly enrolled_at: number
  readonly enrolled_by: string
  readonly seen_at: number | null
}

const COLUMNS = 'id, name, display, area, domains, enrolled_at, enrolled_by, seen_at'

/** The screen whose token this is, or undefined for one that is unknown or revoked. That it was seen is noted. */
export async function findScreen(queries: Queries, token: string, now: number): Promise<Known | undefined> {
  if (!isTokenShaped(token)) return undefined
  const [row] = await queries.query<ScreenRow>(`select ${COLUMNS} from guanlan.screen where token_hash = $1`, [tokenHash(token)])
  if (!row) return undefined
  if (now - (row.seen_at ?? 0) >= SEEN_MS)
    await queries.query('update guanlan.screen set seen_at = $2 where id = $1', [row.id, now])
  const { id, name, display, area, domains } = row
  const remit = { id, role: `${display}-screen`, area, domains: domains ?? 'all' } as const
  return { subject: { kind: 'screen', screen: { id, name, display }, remit } }
}

/** All screens that are enrolled, by name. */
export async function listScreens(queries: Queries): Promise<readonly EnrolledScreen[]> {
  const rows = await queries.query<ScreenRow>(`select ${COLUMNS} from guanlan.screen where revoked_at is null order by name, id`)
  return rows.map(({ id, name, display, area, enrolled_at, enrolled_by, seen_at }) => ({
    ...{ id, name, display, area, enrolledAt: enrolled_at, enrolledBy: enrolled_by, seenAt: seen_at },
  }))
}

/** How a pairing stands, for the browser that waits. */
export async function pairingState(queries: Queries, token: string, now: number): Promise<'waiting' | 'confirmed' | 'ended'> {
  if (!isTokenShaped(token)) return 'ended'
  const [row] = await queries.query<{ is_confirmed: boolean }>(
    'select screen is not null as is_confirmed from guanlan.pairing where token_hash = $1 and ends_at > $2',
    [tokenHash(token), now],
  )
  if (!row) return 'ended'
  return row.is_confirmed ? 'confirmed' : 'waiting'
}
