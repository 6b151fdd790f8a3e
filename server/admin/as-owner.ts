import { openDatabase } from '../record/database.ts'
import type { Tools } from './noun.ts'

/**
 * Does a piece of work as the owner of the tables: what the server's own role may not do, such as changing who answers for
 * a figure, or emptying a month.
 */
export async function asOwner<Result>({ record }: Tools, work: (owner: Pick<Tools, 'record'>) => Promise<Result>): Promise<Result> {
  const database = openDatabase(record.ownerUrl)
  try {
    return await work({ record: { ...record, database } })
  } finally {
    await database.close()
  }
}
