import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** As whom the server speaks to its database. */
export type ApplicationRole =
  | { readonly kind: 'restricted'; readonly role: string; readonly url: string }
  /** The user of the address itself: it may do all its owner may. `reason` says why, in one sentence. */
  | { readonly kind: 'owner'; readonly reason: string; readonly url: string }

/**
 * What the server's own role may do with the tables that are only added to, or only read. With every other table it may
 * select, insert, update and delete. It owns nothing, creates nothing and drops nothing.
 */
const NARROWED: Readonly<Record<string, string>> = {
  audit: 'select, insert',
  audit_head: 'select',
  audit_stub: 'select',
  migration: 'select',
  epoch: 'select, insert',
  metric: 'select, insert',
  area: 'select, insert',
  authority: 'select, insert',
  batch: 'select, insert',
  observation: 'select, insert',
  point: 'select, insert',
  series: 'select, insert',
  hour: 'select, insert, delete',
  hours_kept: 'select, update',
  event: 'select, insert',
  revision: 'select, insert',
  leader: 'select, update',
  cluster: 'select',
  record_of: 'select, insert',
  key_fingerprint: 'select, insert, update',
}
const USUAL = 'select, insert, update, delete'

/** What the role does through the owner's hands, each function checking what it is asked. */
const FUNCTIONS = ['guanlan.audit_take_head()', 'guanlan.make_month(text, date)']

/** Any number no other program is likely to lock. */
const ROLE_LOCK = 7_205_759_403_794

const CONNECT_PATIENCE_MS = 5_000

/**
 * Makes or renews the role under which the server works, in a database whose schema is up to date, and returns the address
 * to use from now on. Its password is new at each start and kept in memory alone. Where the user of the address may not
 * make roles, or the role is not let in, the address stays what it is: the triggers of the audit still hold.
 *
 * Where the role is shared by several servers its password is the same for all of them, worked out from that of the owner and
 * from a secret of the database: another one would shut those out that run.
 */
export async function takeApplicationRole(ownerUrl: string, isShared = false): Promise<ApplicationRole> {
  try {
    const password = isShared ? await sharedPassword(ownerUrl) : randomBytes(24).toString('base64url')
    const role = await prepareRole(ownerUrl, password)
    const url = withUser(ownerUrl, role, password)
    await using(url, (client) => client.query('select from guanlan.migration limit 1'))
    return { kind: 'restricted', role, url }
  } catch (fault) {
    const said = (fault as Error).message.split('\n', 1)[0]
    return {
      kind: 'owner',
      url: ownerUrl,
      reason: `The server works as the owner of its tables, because a role of its own could not be had: ${said}`,
    }
  }
}

async function sharedPassword(ownerUrl: string): Promise<string> {
  const secret = await using(ownerUrl, async (client) => {
    const { rows } = await client.query<{ secret: string }>('select secret from guanlan.cluster')
    return rows[0]?.secret ?? ''
  })
  return createHmac('sha256', new URL(ownerUrl).password).update(`guanlan application role ${secret}`).digest('base64url')
}

async function prepareRole(ownerUrl: string, password: string): Promise<string> {
  return using(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    const role = roleName(rows[0]?.name ?? '')
    const verifier = scramVerifier(password, randomBytes(16))
    await client.query('begin')
    // Servers that start at once would each change the same rows of the catalogue.
    await client.query('select pg_advisory_xact_lock($1)', [ROLE_LOCK])
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    // A role is made without any right of its own; who is no superuser may not even say so of one that exists.
    await client.query(`${rowCount ? 'alter' : 'create'} role ${role} login password '${verifier}'`)
    await client.query(`grant usage on schema guanlan to ${role}`)
    const tables = await client.query<{ name: string }>(
      `select relname as name from pg_class
        where relnamespace = 'guanlan'::regnamespace and relkind in ('r', 'p') and not relispartition`,
    )
    for (const { name } of tables.rows) {
      await client.query(`revoke all on guanlan."${name}" from ${role}`)
      await client.query(`grant ${NARROWED[name] ?? USUAL} on guanlan."${name}" to ${role}`)
    }
    await client.query(`grant usage on all sequences in schema guanlan to ${role}`)
    await client.query(`grant execute on function ${FUNCTIONS.join(', ')} to ${role}`)
    await client.query('commit')
    return role
  })
}

/** Roles belong to the whole server; databases of one server have a role each. */
export function roleName(database: string): string {
  const suffix = database === 'postgres' ? '' : `_${database.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_')}`
  const name = `guanlan_app${suffix}`
  // PostgreSQL cuts names at 63 bytes; two long ones must not become the same.
  return name.length <= 60 ? name : `${name.slice(0, 50)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** The password as PostgreSQL keeps it (RFC 5803): the password itself is in no statement, and so in no log. */
export function scramVerifier(password: string, salt: Buffer, iterations = 4096): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const mac = (text: string) => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(mac('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${mac('Server Key').toString('base64')}`
}

function withUser(url: string, user: string, password: string): string {
  const changed = new URL(url)
  changed.username = user
  changed.password = password
  return changed.href
}

async function using<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_PATIENCE_MS, application_name: 'guanlan' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}
