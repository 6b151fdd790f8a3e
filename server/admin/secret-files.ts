import { basename } from 'node:path'
import type { Config } from '../config/config.ts'
import { keyFilesOf } from '../key-files.ts'

/** A file that a backup leaves out on purpose, and what is lost with it. */
export interface SecretFile {
  readonly path: string
  readonly without: string
}

/**
 * The keys of a deployment. They are in no backup: whoever finds one could read what is sealed, and sign a past of their own.
 * They never change by themselves, so one copy, kept apart from the backups, does for all of them.
 */
export function secretFiles(config: Pick<Config, 'dataDir' | 'protection'>): readonly SecretFile[] {
  const { personal, audit, push } = keyFilesOf(config)
  return [
    {
      path: personal,
      without: 'personal data and authenticator apps stay sealed; people give their numbers and add their authenticators anew',
    },
    { path: audit, without: 'anchors and stubs of the audit prove nothing any more' },
    { path: push, without: 'browsers are told of alarms again only after they subscribed anew' },
  ]
}

/** One line for each, for whoever makes or puts back a backup. */
export function secretLines(files: readonly SecretFile[]): string {
  const width = Math.max(...files.map(({ path }) => basename(path).length))
  return files.map(({ path, without }) => `  ${basename(path).padEnd(width)}  without it ${without}`).join('\n')
}
