import { defineAct } from '../../access/act/act.ts'

/** A backup that lies on a disk. */
export interface NotedBackup {
  /** Name of the file, without its folder. */
  readonly file: string
  readonly revision: number
  readonly bytes: number
  readonly sha256: string
  /** How long it took, in ms. */
  readonly ms: number
}

/** Writes down that the whole record was copied out: by whom, up to which revision, and by what the copy is recognised. */
export const noteBackup = defineAct<NotedBackup, void>({
  type: 'record.backup',
  needs: 'anyone',
  run: async (_, { file, ...detail }) => ({ outcome: undefined, object: { kind: 'backup', id: file }, detail: { ...detail } }),
})
