import type { Queries } from '../record/database.ts'

/** The next numbers of a day, 20261123-000042 and on: the day in the city, and how many there were. The day's row is held until the end. */
export async function nextCaseNumbers(tx: Queries, at: number, timeZone: string, count = 1): Promise<readonly string[]> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at).replaceAll('-', '')
  const [row] = await tx.query<{ last: number }>(
    `insert into guanlan.case_number (day, last) values ($1, $2)
     on conflict (day) do update set last = case_number.last + $2 returning last`,
    [day, count],
  )
  const last = row?.last ?? count
  return Array.from({ length: count }, (_, index) => `${day}-${String(last - count + 1 + index).padStart(6, '0')}`)
}
