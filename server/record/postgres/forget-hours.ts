/** What asks the database: a pool, a connection, or a transaction under way. */
interface Asking {
  query(sql: string, values: unknown[]): Promise<unknown>
}

const HOUR_MS = 3_600_000

/**
 * Forgets the hours that hold something of from ≤ time < to (epoch ms), of which the points are dropped. Whoever is folding hours
 * at this moment keeps none of them: it read points that are no more.
 */
export async function forgetHours(database: Asking, from: number, to: number): Promise<void> {
  await database.query('update guanlan.hours_kept set turn = turn + 1', [])
  // An hour of a time zone may begin before a month of UTC does.
  await database.query('delete from guanlan.hour where window_start > $1 and window_start < $2', [from - HOUR_MS, to])
}
