/** What the process of the phones says: it follows the orders; an order has come to each of them. */
export type FromPhones =
  | { readonly kind: 'following' }
  /** When it came to each phone, ms since 1970 with fractions: the same clock as that of the process that issued it. */
  | { readonly kind: 'came'; readonly title: string; readonly at: readonly number[] }

/** The clock of this machine, ms since 1970 with fractions of one: comparable between processes. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now()
}
