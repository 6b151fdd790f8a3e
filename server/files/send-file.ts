import { createHash } from 'node:crypto'
import { Refusal } from '#contract/errors.ts'
import { FILE_TYPES, type FileType, type SentFile } from '#contract/file.ts'
import { defineAct } from '../access/act/act.ts'
import { cleanFile } from './clean-file.ts'
import { countUnused, dropUnused, filesOf, keepFile, MOST_UNUSED } from './file-store.ts'

export interface FileInput {
  readonly type: FileType
  readonly bytes: Buffer
}

/**
 * Takes a photo or a voice note in, to be shown beside what its sender says next. Sent again it is the same file. Throws
 * Refusal `file/too-large`, `file/not-as-said`, or `file/too-many` where others of this sender wait to be shown.
 */
export const sendFile = defineAct<FileInput, SentFile>({
  type: 'file.send',
  needs: 'files:send',
  run: async ({ tx, subject, now }, { type, bytes }) => {
    if (subject.kind !== 'person') throw new Refusal('access/refused')
    const account = subject.account.id
    const id = createHash('sha256').update(bytes).digest('base64url')
    const [known] = await filesOf(tx, account, [id])
    if (!known && (await countUnused(tx, account)) >= MOST_UNUSED) throw new Refusal('file/too-many')
    const clean = cleanFile(type, bytes)
    await dropUnused(tx, now)
    await keepFile(tx, { ...{ id, type, size: clean.length, bytes: clean, account, now } })
    return {
      outcome: { id, kind: FILE_TYPES[type], size: clean.length },
      object: { kind: 'file', id },
      detail: { type, size: clean.length, ...(known && { repeated: true }) },
    }
  },
})
