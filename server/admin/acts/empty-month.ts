import { defineAct } from '../../access/act/act.ts'
import { forgetHours } from '../../record/postgres/forget-hours.ts'
import type { KeptMonth } from '../months.ts'

/** How long to wait for whoever uses the month at this moment. A dashboard that reads history is done within it. */
const LOCK_PATIENCE = '20s'

/**
 * Empties one month of one of the long tables, with the hours that were folded of it, for good, and gives its space back to the
 * disk at once. The part itself stays, so that a server that runs meanwhile goes on, and a late row of that month still has a
 * place. Only the owner of the tables can do it; no role may.
 */
export const emptyMonth = defineAct<KeptMonth, void>({
  type: 'record.retain',
  needs: 'anyone',
  run: async ({ tx }, { part, month, bytes, rows }) => {
    await tx.query(`set local lock_timeout = '${LOCK_PATIENCE}'`)
    await tx.query(`truncate table guanlan."${part}"`)
    if (part.startsWith('point_')) {
      const [year, number] = month.split('-').map(Number) as [number, number]
      await forgetHours(tx, Date.UTC(year, number - 1, 1), Date.UTC(year, number, 1))
    }
    return { outcome: undefined, object: { kind: 'month', id: part }, detail: { month, bytes, rows: rows ?? 'not counted' } }
  },
})
