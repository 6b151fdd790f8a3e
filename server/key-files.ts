import { join } from 'node:path'
import { SIGNING_KEY_FILE } from './access/audit/signing-key.ts'
import { keyFile } from './access/personal/key-ring.ts'
import type { KeyFiles } from './cluster/same-keys.ts'
import type { Config } from './config/config.ts'
import { PUSH_KEY_FILE } from './paging/push/push-key.ts'

/** Where the keys of a server stand. */
export function keyFilesOf({ dataDir, protection }: Pick<Config, 'dataDir' | 'protection'>): KeyFiles {
  return {
    personal: keyFile(dataDir, protection.personalKeyFile),
    audit: join(dataDir, SIGNING_KEY_FILE),
    push: join(dataDir, PUSH_KEY_FILE),
  }
}
