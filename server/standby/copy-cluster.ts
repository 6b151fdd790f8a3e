import { chmod, chown, copyFile, lstat, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of a running database that mean nothing to a copy of it, and folders whose contents do not. */
const LEFT_OUT: ReadonlySet<string> = new Set(['postmaster.pid', 'postmaster.opts', 'standby.signal', 'backup_label'])
const EMPTY: ReadonlySet<string> = new Set([
  ...['pg_wal', 'pg_replslot', 'pg_stat_tmp', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_subtrans'],
])

/**
 * Copies the files of a running database, for a backup that is under way: what changes or goes while it is copied, the log of the
 * database puts right. Owners and modes stay what they are. Returns how many bytes were copied.
 */
export async function copyCluster(from: string, to: string): Promise<number> {
  return copyFolder(from, to, true)
}

async function copyFolder(from: string, to: string, isTop: boolean): Promise<number> {
  let bytes = 0
  await mkdir(to, { recursive: true })
  await keepOwner(from, to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith('pgsql_tmp')) continue
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) {
      if (!(isTop && EMPTY.has(entry.name))) bytes += await copyFolder(source, target, false)
      else {
        await mkdir(target)
        await keepOwner(source, target)
      }
    } else if (entry.isFile()) bytes += await copyOne(source, target)
  }
  return bytes
}

/** A file that is gone by now was removed after the backup began, and will be again. */
async function copyOne(source: string, target: string): Promise<number> {
  try {
    await copyFile(source, target)
    return await keepOwner(source, target)
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw fault
  }
}

async function keepOwner(source: string, target: string): Promise<number> {
  const { uid, gid, mode, size } = await lstat(source)
  await chmod(target, mode & 0o7777)
  if (process.getuid?.() === 0) await chown(target, uid, gid)
  return size
}
