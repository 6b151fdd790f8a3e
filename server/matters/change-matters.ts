import type { Database, Transaction } from '../record/database.ts'
import { MatterDesk } from './matter-desk.ts'

/**
 * What the product does to matters by itself: rules, clocks, feeds from outside. `work` takes, decides and appends, all in one
 * transaction. Returns what `work` gave and the revision, undefined where nothing was appended. Throws RecordFault when the
 * database is away; then nothing changed.
 */
export function changeMatters<Result>(
  database: Database,
  now: number,
  work: (desk: MatterDesk, tx: Transaction) => Promise<Result>,
): Promise<{ readonly result: Result; readonly revision: number | undefined }> {
  return database.transaction(async (tx) => {
    const desk = new MatterDesk(tx)
    const result = await work(desk, tx)
    return { result, revision: await desk.close(now) }
  })
}
