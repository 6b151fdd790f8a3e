import { chown, copyFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { copyCluster } from './copy-cluster.ts'

/** Name of the standby among those that stream from a primary, and of the slot that keeps the log for it. */
export const STANDBY = 'guanlan_standby'

/**
 * Makes a standby of a running database beside it: a base backup by the functions of PostgreSQL itself, which then streams from
 * its primary. `primaryDir` and `standbyDir` are data folders as the embedded database keeps them. Returns the bytes copied.
 * The primary needs `wal_level=replica` and a free `max_wal_senders`.
 */
export async function makeStandby(primaryUrl: string, primaryDir: string, standbyDir: string): Promise<number> {
  const [from, to] = [join(primaryDir, 'postgres'), join(standbyDir, 'postgres')]
  const client = new Client({ connectionString: primaryUrl, application_name: 'guanlan base backup' })
  await client.connect()
  try {
    // The slot first: from now on the primary keeps what the copy will need.
    await client.query('select pg_create_physical_replication_slot($1, true)', [STANDBY])
    await client.query('select pg_backup_start($1, true)', [STANDBY])
    const bytes = await copyCluster(from, to)
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await writeFile(join(to, 'backup_label'), rows[0]?.labelfile ?? '', { mode: 0o600 })
    await writeFile(join(to, 'standby.signal'), '', { mode: 0o600 })
    await writeFile(join(to, 'postgresql.auto.conf'), streaming(new URL(primaryUrl)), { mode: 0o600 })
    await copyFile(join(primaryDir, 'password'), join(standbyDir, 'password'))
    const { uid, gid } = await stat(from)
    if (process.getuid?.() === 0)
      for (const name of ['backup_label', 'standby.signal', 'postgresql.auto.conf']) await chown(join(to, name), uid, gid)
    return bytes
  } finally {
    await client.end()
  }
}

function streaming({ hostname, port, username, password }: URL): string {
  const how = `host=${hostname} port=${port} user=${username} password=${password} application_name=${STANDBY}`
  return `primary_conninfo = '${how}'\nprimary_slot_name = '${STANDBY}'\n`
}
