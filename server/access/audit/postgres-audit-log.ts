import { Refusal } from '#contract/errors.ts'
import type { Transaction } from '../../record/database.ts'
import type { AuditEntry, AuditLog } from './audit-entry.ts'
import { toChainRow } from './chain-row.ts'

/** How writing the audit went lately. */
export interface AuditState {
  /** When the last row could not be written and none was since, epoch ms. */
  readonly brokenSince: number | undefined
}

/**
 * The audit in PostgreSQL. The head row is taken by the append and kept to the end of the transaction, so append last:
 * acts come one after the other from there on, and the numbers have no gap.
 */
export class PostgresAuditLog implements AuditLog {
  readonly #onBroken: (fault: unknown) => void
  #brokenSince: number | undefined

  /** `onBroken` is told once each time writing stops working. */
  constructor(onBroken: (fault: unknown) => void = () => undefined) {
    this.#onBroken = onBroken
  }

  get state(): AuditState {
    return { brokenSince: this.#brokenSince }
  }

  /** Throws Refusal `audit/unavailable` whatever the reason; the transaction is then undone by whoever began it. */
  async append(tx: Transaction, entry: AuditEntry): Promise<void> {
    const isWritten = await write(tx, entry).then(
      () => true,
      (fault: unknown) => this.#noteBroken(entry.at, fault),
    )
    if (!isWritten) throw new Refusal('audit/unavailable')
    this.#brokenSince = undefined
  }

  #noteBroken(at: number, fault: unknown): false {
    if (this.#brokenSince === undefined) {
      this.#brokenSince = at
      this.#onBroken(fault)
    }
    return false
  }
}

async function write(tx: Transaction, entry: AuditEntry): Promise<void> {
  const [head] = await tx.query<{ seq: number; hash: string }>('select seq, hash from guanlan.audit_take_head()')
  if (!head) throw new Error('the head of the audit is missing')
  const row = toChainRow(entry, head.seq + 1, head.hash)
  await tx.query(
    `insert into guanlan.audit (seq, at, actor_kind, actor_id, actor_name, actor_role, type, object_kind, object_id, result,
       code, address, agent, request_id, detail, previous, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[row.seq, row.at, row.actorKind, row.actorId, row.actorName, row.actorRole, row.type, row.objectKind, row.objectId],
      ...[row.result, row.code, row.address, row.agent, row.requestId, row.detail, row.previous, row.hash],
    ],
  )
}
