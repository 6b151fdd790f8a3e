import { Refusal } from '#contract/errors.ts'
import type { Transaction } from '../../record/database.ts'
import type { AuditActor, AuditLog } from './audit-entry.ts'
import type { SigningKey } from './signing-key.ts'
import { makeStub } from './stub.ts'

/** The audit is kept for at least this long: six months by the Cybersecurity Law (网络安全法), in days. */
export const KEPT_DAYS = 180
const DAY_MS = 86_400_000

export interface Pruning {
  readonly tx: Transaction
  readonly audit: AuditLog
  readonly key: SigningKey
  readonly actor: AuditActor
  readonly now: number
}

/**
 * Drops the rows before an instant, for an operator who works as the owner of the table, and leaves a signed stub from which
 * the chain goes on. Returns how many were dropped. Verify and export before. Throws Refusal when rows younger than
 * KEPT_DAYS would go.
 */
export async function pruneAudit({ tx, audit, key, actor, now }: Pruning, before: number): Promise<number> {
  if (before > now - KEPT_DAYS * DAY_MS)
    throw new Refusal('request/invalid', `The audit is kept for ${KEPT_DAYS} days at least; give an earlier date.`)
  await tx.query('select seq from guanlan.audit_take_head()')
  // Up to the first row that is young enough: what is left has no gap even where a clock was set back.
  const [last] = await tx.query<{ seq: number; hash: string }>(
    `select seq, hash from guanlan.audit
      where seq < coalesce((select min(seq) from guanlan.audit where at >= $1), (select seq from guanlan.audit_head))
      order by seq desc limit 1`,
    [before],
  )
  if (!last) return 0
  await tx.query('alter table guanlan.audit disable trigger audit_is_kept')
  const dropped = await tx.query('delete from guanlan.audit where seq <= $1 returning seq', [last.seq])
  await tx.query('alter table guanlan.audit enable trigger audit_is_kept')
  const stub = makeStub(key, { ...last, rows: dropped.length, madeAt: now })
  await tx.query('insert into guanlan.audit_stub (seq, hash, rows, made_at, mac) values ($1, $2, $3, $4, $5)', [
    ...[stub.seq, stub.hash, stub.rows, stub.madeAt, stub.mac],
  ])
  const detail = { before: new Date(before).toISOString(), rows: dropped.length, upTo: last.seq }
  await audit.append(tx, { at: now, actor, type: 'audit.prune', result: 'done', detail })
  return dropped.length
}
