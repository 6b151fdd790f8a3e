import { type Assurance, type Duty, type Remit, ROLE_NAMES } from '#contract/access.ts'
import type { Queries } from '../../../record/database.ts'
import type { ActContext } from '../../act/act.ts'
import { announceEndings } from '../../endings.ts'
import type { Subject } from '../../policy/subject.ts'
import { dutiesOf } from '../duties.ts'
import { ABSOLUTE_MS, idleMsOf, isAlive, TOUCH_MS } from './session-lifetime.ts'
import { isTokenShaped, newId, newToken, tokenHash } from './session-token.ts'

/** What deciding about a session needs to know of the server it is used at. */
export interface SessionRules {
  /** True where roles may be tried; elsewhere sessions and accounts of a trial are nobody's. */
  readonly isTrial: boolean
  /** True for an area of the city at hand: a remit elsewhere is none. */
  hasArea(code: string): boolean
  now(): number
}

/** A live session with all that is decided from it. */
export interface SessionState {
  readonly id: string
  readonly account: { readonly id: string; readonly name: string; readonly shown: string; readonly isTrial: boolean }
  readonly assurance: Assurance
  readonly remits: readonly Remit[]
  readonly remit: Remit | undefined
  readonly owes: readonly Duty[]
  readonly endsAt: number
  readonly idleMs: number
}

interface SessionRow {
  readonly id: string
  readonly assurance: Assurance
  readonly remit: string | null
  readonly used_at: number
  readonly ends_at: number
  readonly idle_ms: number
  readonly account: string
  readonly name: string
  readonly shown: string
  readonly is_trial: boolean
  readonly password_at: number | null
  readonly has_factor: boolean
  readonly remits: readonly Remit[]
}

const SELECT = `
  select s.id, s.assurance, s.remit, s.used_at, s.ends_at, s.idle_ms, a.id as account, a.name, a.shown, a.is_trial, a.password_at,
    exists (select from guanlan.factor f where f.account = a.id and f.confirmed_at is not null) as has_factor,
    coalesce((
      select jsonb_agg(
        jsonb_build_object('id', r.id, 'role', r.role, 'area', r.area, 'domains', coalesce(to_jsonb(r.domains), '"all"'))
        order by r.granted_at, r.id)
      from guanlan.remit r where r.account = a.id), '[]') as remits
  from guanlan.session s join guanlan.account a on a.id = s.account
  where a.disabled_at is null`

/**
 * The session of a cookie's token, or undefined when there is none, it is over or idle for too long, or its account is
 * disabled.
 */
export async function readSession(
  queries: Queries,
  token: string | undefined,
  rules: SessionRules,
): Promise<SessionState | undefined> {
  if (token === undefined || !isTokenShaped(token)) return undefined
  const [row] = await queries.query<SessionRow>(`${SELECT} and s.token_hash = $1`, [tokenHash(token)])
  if (!row) return undefined
  const now = rules.now()
  if (!isAlive({ usedAt: row.used_at, endsAt: row.ends_at, idleMs: row.idle_ms }, now)) return undefined
  if ((row.assurance === 'trial' || row.is_trial) && !rules.isTrial) return undefined
  return toState(row, rules, now)
}

/**
 * Notes that somebody uses a session, at most once a minute. Not every request is a use: a page that nobody sits before goes
 * on reading figures.
 */
export async function noteUse(queries: Queries, session: string, now: number): Promise<void> {
  await queries.query(
    `with used as (update guanlan.session set used_at = $2 where id = $1 and used_at <= $3 returning account)
     update guanlan.account set used_at = $2 where id = (select account from used)`,
    [session, now, now - TOUCH_MS],
  )
}

function toState(row: SessionRow, { hasArea }: SessionRules, now: number): SessionState {
  const remits = row.remits.filter(({ role, area }) => ROLE_NAMES.includes(role) && hasArea(area))
  const remit = remits.find(({ id }) => id === row.remit) ?? (remits.length === 1 ? remits[0] : undefined)
  const standing = {
    ...{ assurance: row.assurance, isTrialAccount: row.is_trial, hasFactor: row.has_factor, remits, remit },
    passwordAt: row.password_at ?? undefined,
  }
  return {
    ...{ id: row.id, assurance: row.assurance, remits, remit, endsAt: row.ends_at, idleMs: row.idle_ms },
    account: { id: row.account, name: row.name, shown: row.shown, isTrial: row.is_trial },
    owes: dutiesOf(standing, now),
  }
}

/** Who a session says is there. */
export function subjectOf({ id, account, assurance, remit, owes }: SessionState): Subject {
  return { kind: 'person', account: { id: account.id, name: account.shown }, session: id, assurance, remit, owes }
}

/** What a session is opened for. */
export interface Opening {
  readonly account: string
  readonly assurance: Assurance
  /** The capacity to act in; left out where it is chosen later, or where there is only one. */
  readonly remit?: Remit
  readonly address?: string
  readonly agent?: string
}

/** A session just opened. The token is handed to the browser, once, and kept nowhere else. */
export interface OpenedSession {
  readonly id: string
  readonly token: string
}

/** Opens a session for an account that has proved itself. Whatever the browser bore before is worth nothing for it. */
export async function openSession({ tx, now, random }: ActContext, opening: Opening): Promise<OpenedSession> {
  const { account, assurance, remit, address, agent } = opening
  const [session, token] = [newId(random), newToken(random)]
  await tx.query(
    `insert into guanlan.session (id, token_hash, account, remit, assurance, opened_at, used_at, ends_at, idle_ms, address, agent)
     values ($1, $2, $3, coalesce($4, (select min(id) from guanlan.remit where account = $3 having count(*) = 1)), $5, $6, $6, $7, $8, $9, $10)`,
    [
      ...[session, tokenHash(token), account, remit?.id ?? null, assurance, now, now + ABSOLUTE_MS],
      ...[idleMsOf(assurance), address ?? null, agent?.slice(0, MAX_AGENT) ?? null],
    ],
  )
  await tx.query('update guanlan.account set used_at = $2 where id = $1', [account, now])
  return { id: session, token }
}

/** As much of the browser's description of itself as is kept. */
const MAX_AGENT = 200

/**
 * Puts another session in the place of this one, surer or in another capacity, with a name and a token of its own: who knew
 * the old token gains nothing, and connections of before are closed. It ends when the old one would have. Undefined when
 * the session is gone.
 */
export async function replaceSession(
  { tx, now, random }: ActContext,
  session: string,
  change: { readonly assurance?: Assurance; readonly remit?: Remit },
): Promise<OpenedSession | undefined> {
  const [id, token] = [newId(random), newToken(random)]
  const rows = await tx.query<{ id: string }>(
    `update guanlan.session set id = $2, token_hash = $3, remit = coalesce($4, remit), assurance = coalesce($5, assurance), used_at = $6
     where id = $1 returning id`,
    [session, id, tokenHash(token), change.remit?.id ?? null, change.assurance ?? null, now],
  )
  if (rows.length === 0) return undefined
  await announceEndings(tx, [`session:${session}`])
  return { id, token }
}

/** Ends sessions of an account, all but `except`, and tells every server. Returns how many there were. */
export async function endSessionsOf({ tx }: Pick<ActContext, 'tx'>, account: string, except?: string): Promise<number> {
  const ended = await tx.query<{ id: string }>(
    'delete from guanlan.session where account = $1 and ($2::text is null or id <> $2) returning id',
    [account, except ?? null],
  )
  const keys = ended.map(({ id }) => `session:${id}`)
  await announceEndings(tx, except === undefined ? [`account:${account}`, ...keys] : keys)
  return ended.length
}

/** Ends one session of an account and tells every server. False when the account has no such session. */
export async function endSession({ tx }: Pick<ActContext, 'tx'>, account: string, session: string): Promise<boolean> {
  const ended = await tx.query('delete from guanlan.session where account = $1 and id = $2 returning id', [account, session])
  await announceEndings(
    tx,
    ended.map(() => `session:${session}`),
  )
  return ended.length > 0
}

/** Ends sessions that are over or idle for too long, so that their sockets go with them. Returns how many. */
export async function endStaleSessions({ tx, now }: Pick<ActContext, 'tx' | 'now'>): Promise<number> {
  const ended = await tx.query<{ id: string }>(
    'delete from guanlan.session where ends_at <= $1 or used_at + idle_ms <= $1 returning id',
    [now],
  )
  await announceEndings(
    tx,
    ended.map(({ id }) => `session:${id}`),
  )
  return ended.length
}
