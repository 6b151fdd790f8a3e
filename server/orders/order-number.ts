import type { Transaction } from '../record/database.ts'

/** The next number of a day for an order that belongs to no incident. */
export async function nextOrderNumber(tx: Transaction, at: number, timeZone: string): Promise<number> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at)
  const [row] = await tx.query<{ last: number }>(
    `insert into guanlan.order_number (day, last) values ($1, 1)
     on conflict (day) do update set last = order_number.last + 1 returning last`,
    [day],
  )
  return row?.last ?? 1
}
