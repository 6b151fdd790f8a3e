import type { Queries } from '../../../record/database.ts'

/** An account as it is stored. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly shown: string
  /** Argon2id, PHC; undefined until an invitation was accepted. */
  readonly password: string | undefined
  readonly passwordAt: number | undefined
  /** Worth something in a trial only. */
  readonly isTrial: boolean
  readonly usedAt: number
  readonly disabledAt: number | undefined
}

interface AccountRow {
  readonly id: string
  readonly name: string
  readonly shown: string
  readonly password: string | null
  readonly password_at: number | null
  readonly is_trial: boolean
  readonly used_at: number
  readonly disabled_at: number | null
}

const COLUMNS = 'id, name, shown, password, password_at, is_trial, used_at, disabled_at'

export async function accountByKey(queries: Queries, key: string): Promise<Account | undefined> {
  const [row] = await queries.query<AccountRow>(`select ${COLUMNS} from guanlan.account where name_key = $1`, [key])
  return row && toAccount(row)
}

export async function accountById(queries: Queries, id: string): Promise<Account | undefined> {
  const [row] = await queries.query<AccountRow>(`select ${COLUMNS} from guanlan.account where id = $1`, [id])
  return row && toAccount(row)
}

/** The account, kept from changing until the transaction ends. */
export async function takeAccount(tx: Queries, id: string): Promise<Account | undefined> {
  const [row] = await tx.query<AccountRow>(`select ${COLUMNS} from guanlan.account where id = $1 for update`, [id])
  return row && toAccount(row)
}

function toAccount(row: AccountRow): Account {
  return {
    ...{ id: row.id, name: row.name, shown: row.shown, isTrial: row.is_trial, usedAt: row.used_at },
    ...{ password: row.password ?? undefined, passwordAt: row.password_at ?? undefined, disabledAt: row.disabled_at ?? undefined },
  }
}
