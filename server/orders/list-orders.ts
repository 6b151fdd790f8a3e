import type { Matter } from '#contract/matter.ts'
import { type OrderQuery, WORKING_STAGES } from '#contract/order.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { Queries } from '../record/database.ts'

/** Where a page of orders ended. */
export interface OrderPlace {
  readonly openedAt: number
  readonly id: string
}

interface Row {
  readonly id: string
  readonly version: number
  readonly revision: number
  readonly opened_at: number
  readonly changed_at: number
  readonly is_open: boolean
  readonly reach: Matter['reach']
  readonly state: unknown
}

/** Orders that answer a question, newest first; who may see which of them is for the caller to say. */
export async function listOrders(
  queries: Queries,
  { incident, stage, batch, mine, late }: Omit<OrderQuery, 'limit' | 'after'>,
  { subject, before, limit }: { readonly subject: Subject; readonly before?: OrderPlace; readonly limit: number },
): Promise<readonly Matter[]> {
  const account = subject.kind === 'person' ? subject.account.id : ''
  const rows = await queries.query<Row>(
    `select id, version, revision, opened_at, changed_at, is_open, reach, state from guanlan.matter
      where kind = 'order'
        and ($1::text is null or state->>'incident' = $1)
        and ($2::text is null or state->>'stage' = $2)
        and ($3::text is null or state->>'batch' = $3)
        and (not $4 or jsonb_array_length(state->'escalated') > 0 and state->>'stage' = any($5))
        and (not $6 or state->'by'->>'id' = $7)
        and ($8::bigint is null or (opened_at, id) < ($8, $9))
      order by opened_at desc, id desc limit $10`,
    [
      ...[incident ?? null, stage ?? null, batch ?? null, late ?? false, [...WORKING_STAGES]],
      ...[mine === 'by-me', account, before?.openedAt ?? null, before?.id ?? '', limit],
    ],
  )
  return rows.map(({ opened_at, changed_at, is_open, ...row }) => ({
    ...{ kind: 'order', ...row, openedAt: opened_at, changedAt: changed_at, isOpen: is_open },
  }))
}
