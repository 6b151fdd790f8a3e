import { basename, join } from 'node:path'
import { SIGNING_KEY_FILE } from '../access/audit/signing-key.ts'
import { keyFile } from '../access/personal/key-ring.ts'
import type { Config } from '../config.ts'
import { PUSH_KEY_FILE } from '../paging/push/push-key.ts'

/** A file that a backup leaves out on purpose, and what is lost with it. */
export interface SecretFile {
  readonly path: string
  readonly without: string
}

/**
 * The keys of a deployment. They are in no backup: whoever finds one could read what is sealed, and sign a past of their own.
 * They never change by themselves, so one copy, kept apart from the backups, does for all of them.
 */
export function secretFiles({ dataDir, protection }: Pick<Config, 'dataDir' | 'protection'>): readonly SecretFile[] {
  return [
    {
      path: keyFile(dataDir, protection.personalKeyFile),
      without: 'personal data and authenticator apps stay sealed; people give their numbers and add their authenticators anew',
    },
    { path: join(dataDir, SIGNING_KEY_FILE), without: 'anchors and stubs of the audit prove nothing any more' },
    { path: join(dataDir, PUSH_KEY_FILE), without: 'browsers are told of alarms again only after they subscribed anew' },
  ]
}

/** One line for each, for whoever makes or puts back a backup. */
export function secretLines(files: readonly SecretFile[]): string {
  const width = Math.max(...files.map(({ path }) => basename(path).length))
  return files.map(({ path, without }) => `  ${basename(path).padEnd(width)}  without it ${without}`).join('\n')
}
