import { ROLE_NAMES, ROLES, type Role } from '#contract/access.ts'
import type { Queries } from '../../../record/database.ts'

/** The three who administer the product, and exclude each other. */
export const ADMINISTRATORS: readonly Role[] = ROLE_NAMES.filter((role) => ROLES[role].kind === 'administrator')

/** True while nobody administers the product: no account outside a trial holds an administrator's remit. */
export async function isWithoutAdministrators(queries: Queries): Promise<boolean> {
  const rows = await queries.query(
    `select from guanlan.remit r join guanlan.account a on a.id = r.account
     where r.role = any($1) and not a.is_trial limit 1`,
    [ADMINISTRATORS],
  )
  return rows.length === 0
}
