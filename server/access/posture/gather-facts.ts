import type { Queries } from '../../record/database.ts'
import type { AuditState } from '../audit/postgres-audit-log.ts'
import type { Verification } from '../audit/verify-audit.ts'
import { PASSWORD_LIFE_MS } from '../identity/duties.ts'
import type { SealingVault } from '../personal/sealing-vault.ts'
import { SEALED_COLUMNS } from '../personal/vault.ts'
import type {
  AccountFacts,
  AuditFacts,
  BlockFacts,
  DatabaseFacts,
  Facts,
  SealingFacts,
  SessionFacts,
  SettingFacts,
} from './facts.ts'

const DAY_MS = 86_400_000
const MONTH_MS = 30 * DAY_MS
/** Accounts not used for this long are to be disabled, ms. */
const UNUSED_MS = 90 * DAY_MS

export interface Gathering {
  readonly database: Queries
  now(): number
  readonly setting: SettingFacts
  auditState(): AuditState
  anchoredAt(): number | undefined
  /** A verification of lately, undefined while there is none yet. */
  verification(): Promise<Verification | undefined>
  readonly vault: SealingVault
  isKeyPrivate(): Promise<boolean>
  readonly isKeyElsewhere: boolean
}

/** Reads everything the posture is judged by. What cannot be read is left undefined, and costs the rest nothing. */
export async function gatherFacts(parts: Gathering): Promise<Facts> {
  const at = parts.now()
  return {
    at,
    setting: parts.setting,
    brokenSince: parts.auditState().brokenSince,
    anchoredAt: parts.anchoredAt(),
    audit: await known(auditFacts(parts.database, at)),
    verification: await known(parts.verification()),
    accounts: await known(accountFacts(parts.database, at)),
    sessions: await known(sessionFacts(parts.database, at)),
    database: await known(databaseFacts(parts)),
    sealing: await known(sealingFacts(parts)),
    blocks: await known(blockFacts(parts.database, at)),
  }
}

/** Unknown is an answer here: a posture that shows nothing because one thing is away would hide the rest. */
function known<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  return reading.catch(() => undefined)
}

/** The one row that such a query has. */
async function only<Row extends object>(database: Queries, sql: string, values: readonly unknown[]): Promise<Row> {
  const [row] = await database.query<Row & Record<string, unknown>>(sql, values)
  if (!row) throw new Error('a row of totals is missing')
  return row
}

async function auditFacts(database: Queries, at: number): Promise<AuditFacts> {
  const totals = await only<{ rows: number; oldestAt: number | null; newestAt: number | null }>(
    database,
    `select (select seq from guanlan.audit_head) - coalesce((select max(seq) from guanlan.audit_stub), 0) as rows,
            (select at from guanlan.audit order by seq limit 1) as "oldestAt",
            (select at from guanlan.audit order by seq desc limit 1) as "newestAt"`,
    [],
  )
  const lately = await only<
    Record<'lastDay' | 'refusedLastDay' | 'typesLastMonth' | 'unmaskedLastMonth' | 'exportedLastMonth', number>
  >(
    database,
    `select count(*) filter (where at >= $1) as "lastDay",
            count(*) filter (where at >= $1 and result = 'refused') as "refusedLastDay",
            count(distinct type) as "typesLastMonth",
            count(*) filter (where type = 'personal.unmask' and result = 'done') as "unmaskedLastMonth",
            count(*) filter (where type = 'audit.export' and result = 'done') as "exportedLastMonth"
       from guanlan.audit where at >= $2`,
    [at - DAY_MS, at - MONTH_MS],
  )
  const { rows, oldestAt, newestAt } = totals
  const times = { oldestAt: oldestAt ?? undefined, newestAt: newestAt ?? undefined }
  return { rows, ...times, ...lately }
}

async function accountFacts(database: Queries, at: number): Promise<AccountFacts> {
  const people = await only<Record<'enabled' | 'disabled' | 'withoutFactor' | 'expired' | 'unused', number>>(
    database,
    `select count(*) filter (where disabled_at is null) as enabled,
            count(*) filter (where disabled_at is not null) as disabled,
            count(*) filter (where disabled_at is null and not exists (
              select from guanlan.factor where factor.account = account.id and confirmed_at is not null)) as "withoutFactor",
            count(*) filter (where disabled_at is null and password_at <= $1) as expired,
            count(*) filter (where disabled_at is null and used_at <= $2) as unused
       from guanlan.account where not is_trial`,
    [at - PASSWORD_LIFE_MS, at - UNUSED_MS],
  )
  const roles = await only<Record<'system' | 'security' | 'audit' | 'conflicting' | 'locked', number>>(
    database,
    `with held as (
       select remit.account, array_agg(distinct role) as roles from guanlan.remit join guanlan.account on account.id = remit.account
        where not is_trial and disabled_at is null group by remit.account
     )
     select count(*) filter (where 'system-administrator' = any(roles)) as system,
            count(*) filter (where 'security-administrator' = any(roles)) as security,
            count(*) filter (where 'audit-administrator' = any(roles)) as audit,
            count(*) filter (where cardinality(roles) > 1 and
              roles && array['system-administrator', 'security-administrator', 'audit-administrator']) as conflicting,
            (select count(*) from guanlan.attempt where locked_until > $1) as locked
       from held`,
    [at],
  )
  const { conflicting, locked, system, security, audit } = roles
  return { ...people, conflicting, locked, administrators: { system, security, audit } }
}

function sessionFacts(database: Queries, at: number): Promise<SessionFacts> {
  return only<SessionFacts>(
    database,
    `select count(*) filter (where not is_trial and session.ends_at > $1 and session.used_at + idle_ms > $1) as people,
            count(*) filter (where is_trial and session.ends_at > $1) as "ofTrial",
            -- They are refused at once; the sweep that takes them away comes every quarter of a minute.
            count(*) filter (where session.ends_at < $1 - 120000) as overdue,
            (select count(*) from guanlan.screen where revoked_at is null) as screens,
            (select count(*) from guanlan.reader where disabled_at is null) as readers
       from guanlan.session join guanlan.account on account.id = session.account`,
    [at],
  )
}

async function databaseFacts({ database, now }: Gathering): Promise<DatabaseFacts> {
  const asked = now()
  const { clock, ...facts } = await only<Omit<DatabaseFacts, 'clockAheadMs'> & { clock: number }>(
    database,
    `select current_user as role,
            has_table_privilege('guanlan.audit', 'update') or has_table_privilege('guanlan.audit', 'delete')
              or has_table_privilege('guanlan.audit', 'truncate') as "mayChangeAudit",
            pg_has_role((select relowner from pg_class where oid = 'guanlan.audit'::regclass), 'member') as "ownsAudit",
            (select count(*) = 3 from pg_trigger where tgrelid = 'guanlan.audit'::regclass and not tgisinternal
              and tgenabled in ('O', 'A')) as "triggersHold",
            extract(epoch from clock_timestamp())::float8 * 1000 as clock,
            current_setting('server_version') as version`,
    [],
  )
  // The answer was on its way for a while: the middle of it is when the clock was read.
  return { ...facts, clockAheadMs: clock - (asked + now()) / 2 }
}

async function sealingFacts(parts: Gathering): Promise<SealingFacts> {
  const { database, vault } = parts
  let sealed = 0
  let sealedBefore = 0
  const newest = Buffer.from(vault.keyId, 'hex')
  for (const { table, name } of SEALED_COLUMNS) {
    // The id of the key stands behind the number of the algorithm; see `sealingVault`.
    const counted = await only<{ all: number; before: number }>(
      database,
      `select count(*) as "all", count(*) filter (where substring(${name} from 2 for 8) <> $1) as before
         from guanlan.${table} where ${name} is not null`,
      [newest],
    )
    sealed += counted.all
    sealedBefore += counted.before
  }
  return {
    cipher: vault.cipher,
    sealed,
    sealedBefore,
    isKeyPrivate: await parts.isKeyPrivate(),
    isKeyElsewhere: parts.isKeyElsewhere,
  }
}

function blockFacts(database: Queries, at: number): Promise<BlockFacts> {
  return only<BlockFacts>(
    database,
    `select (select count(*) from guanlan.block where ends_at > $1) as open,
            (select count(*) from guanlan.audit where at >= $2 and type = 'decoy.touch') as "touchesLastDay"`,
    [at, at - DAY_MS],
  )
}
