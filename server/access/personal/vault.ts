/**
 * Every column that holds personal data, or a secret that must be read again. What is sealed is bound to its column and
 * its row, and a change of key seals all of these anew: a column that is not named here cannot be sealed.
 */
export const SEALED_COLUMNS = [
  { column: 'account.phone', table: 'account', name: 'phone', key: 'id' },
  { column: 'factor.secret', table: 'factor', name: 'secret', key: 'id' },
] as const
export type SealedColumn = (typeof SEALED_COLUMNS)[number]['column']

/**
 * Where personal data and secrets that must be read again are sealed before they are stored: the database alone never
 * tells them. `row` is the key of the row they stand in; a sealed value that was moved to another row or column does not
 * open. `open` throws Error for what was not sealed for this place with a key at hand.
 */
export interface PersonalVault {
  seal(text: string, column: SealedColumn, row: string): Buffer
  open(sealed: Buffer, column: SealedColumn, row: string): string
}
