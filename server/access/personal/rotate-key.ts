import type { Queries } from '../../record/database.ts'
import { type ActContext, defineAct } from '../act/act.ts'
import type { SealingVault } from './sealing-vault.ts'
import { SEALED_COLUMNS } from './vault.ts'

type Column = (typeof SEALED_COLUMNS)[number]

/**
 * Seals everything that is sealed anew, with the newest key and the algorithm of now. Done by the operator at the machine,
 * after a new key was written behind the others.
 */
export const rotateKey = defineAct<{ readonly vault: SealingVault }, { readonly sealed: number }>({
  type: 'personal.rotate-key',
  needs: 'anyone',
  run: async (context, { vault }) => {
    let sealed = 0
    for (const column of SEALED_COLUMNS) sealed += await resealColumn(context, column, vault)
    return { outcome: { sealed }, object: { kind: 'key', id: vault.keyId }, detail: { sealed, cipher: vault.cipher } }
  },
})

async function resealColumn({ tx }: ActContext, { column, table, name, key }: Column, vault: SealingVault): Promise<number> {
  const rows = await tx.query<{ row: string; sealed: Buffer }>(
    `select ${key} as row, ${name} as sealed from guanlan.${table} where ${name} is not null for update`,
  )
  for (const { row, sealed } of rows) {
    const anew = vault.seal(vault.open(sealed, column, row), column, row)
    await tx.query(`update guanlan.${table} set ${name} = $2 where ${key} = $1`, [row, anew])
  }
  return rows.length
}

/** Ids of the keys that something is sealed with now. */
export async function keysInUse(database: Queries, vault: SealingVault): Promise<ReadonlySet<string>> {
  const ids = new Set([vault.keyId])
  for (const { table, name } of SEALED_COLUMNS) {
    const rows = await database.query<{ sealed: Buffer }>(
      `select ${name} as sealed from guanlan.${table} where ${name} is not null`,
    )
    for (const { sealed } of rows) {
      const id = vault.keyIdOf(sealed)
      if (id !== undefined) ids.add(id)
    }
  }
  return ids
}
