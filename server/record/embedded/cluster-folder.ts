import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartupFault } from '../../startup-fault.ts'
import type { Account } from './account.ts'
import { closedFolder } from './reachable.ts'

/** Where databases and copied binaries go when the data folder is closed to the database's account; lasts over a reboot. */
export const SHARED_ROOTS: readonly string[] = ['/var/lib/guanlan', '/var/tmp/guanlan']

export interface ClusterFolder {
  readonly folder: string
  /** The folder that keeps the account out of the data folder, when the cluster had to go elsewhere. */
  readonly closedBy?: string
}

/**
 * Where the cluster of this data folder is, or shall be: inside it, or, when the account PostgreSQL runs as cannot get
 * there, in a folder of its own under `roots`, which `DATA_DIR/postgres.location` then names. The name is random, so
 * that a data folder made anew under an old path never meets an old database.
 */
export async function clusterFolder(dataDir: string, account: Account | undefined, roots = SHARED_ROOTS): Promise<ClusterFolder> {
  const pointer = join(dataDir, 'postgres.location')
  const inside = join(dataDir, 'postgres')
  const closedBy = account && closedFolder(dataDir, account)
  const known = await readFile(pointer, 'utf8').catch(() => undefined)
  if (known !== undefined) return { folder: known.trim(), ...(closedBy && { closedBy }) }
  if (!account || closedBy === undefined) return { folder: inside }
  const folder = join(await openRoot(roots, account, dataDir), `database-${randomBytes(6).toString('hex')}`)
  await writeFile(pointer, `${folder}\n`)
  return { folder, closedBy }
}

/** The first of `roots` that exists or can be made and that `account` can reach. */
export async function openRoot(roots: readonly string[], account: Account, dataDir: string): Promise<string> {
  for (const root of roots) {
    const made = await mkdir(root, { recursive: true, mode: 0o755 })
      .then(() => chmod(root, 0o755))
      .then(
        () => true,
        () => false,
      )
    if (made && closedFolder(root, account) === undefined) return root
  }
  throw new StartupFault(
    `PostgreSQL does not run as root, and no other account can reach DATA_DIR ${dataDir} or make ${roots.join(' or ')}; set DATA_DIR to a folder whose parents have mode 755, or start as another user`,
  )
}
