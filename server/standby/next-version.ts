import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { knownMigrations } from '../record/migrate.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')
const FOLDERS = ['server', 'contract', 'dashboards'] as const

/** A version of the program that does not exist yet. */
export interface NextVersion {
  readonly main: string
  remove(): Promise<void>
}

/** Copies the program and gives it one more migration, which adds to the schema what this version does not know. */
export async function makeNextVersion(): Promise<NextVersion> {
  const folder = await mkdtemp(join(tmpdir(), 'guanlan-next-'))
  const isProgram = (path: string) => !/\.test\.tsx?$/.test(basename(path))
  for (const name of FOLDERS) await cp(join(REPOSITORY, name), join(folder, name), { recursive: true, filter: isProgram })
  await cp(join(REPOSITORY, 'package.json'), join(folder, 'package.json'))
  await symlink(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'))
  const newest = (await knownMigrations()).at(-1)?.number ?? 0
  const file = `${String(newest + 1).padStart(3, '0')}-next.sql`
  await writeFile(join(folder, 'server', 'record', 'migrations', file), ADDED)
  return { main: join(folder, 'server', 'main.ts'), remove: () => rm(folder, { recursive: true, force: true }) }
}

/** A table of its own, and a column more where orders and figures are written all the time. */
const ADDED = `create table guanlan.of_the_next (id integer primary key);
alter table guanlan.event add column of_the_next text;
alter table guanlan.batch add column of_the_next text;
`
