import type { Assurance, Role } from '#contract/access.ts'
import type { ListedSession } from '#contract/account.ts'
import type { Queries } from '../../../record/database.ts'

interface Row {
  readonly id: string
  readonly opened_at: number
  readonly used_at: number
  readonly ends_at: number
  readonly assurance: Assurance
  readonly role: Role | null
  readonly address: string | null
  readonly agent: string | null
}

/** Live sessions of an account, the one used last first. */
export async function listSessions(queries: Queries, account: string, now: number): Promise<ListedSession[]> {
  const rows = await queries.query<Row>(
    `select s.id, s.opened_at, s.used_at, s.ends_at, s.assurance, r.role, s.address, s.agent
     from guanlan.session s left join guanlan.remit r on r.id = s.remit
     where s.account = $1 and s.ends_at > $2 and s.used_at + s.idle_ms > $2 order by s.used_at desc, s.id`,
    [account, now],
  )
  return rows.map(({ opened_at, used_at, ends_at, ...row }) => ({ ...row, openedAt: opened_at, usedAt: used_at, endsAt: ends_at }))
}
