import type { AuditRow } from '#contract/audit.ts'
import type { ChainRow } from './chain-row.ts'

/** A row as an auditor reads it: what is absent is left out. Pure. */
export function showRow(row: ChainRow): AuditRow {
  const shown = {
    seq: row.seq,
    at: row.at,
    actor: present({ kind: row.actorKind, id: row.actorId, name: row.actorName, role: row.actorRole }),
    type: row.type,
    object: row.objectKind === null ? null : { kind: row.objectKind, id: row.objectId ?? '' },
    ...{ result: row.result, code: row.code, address: row.address, agent: row.agent, requestId: row.requestId },
    detail: row.detail === null ? null : JSON.parse(row.detail),
    hash: row.hash,
  }
  // The columns hold what this very program wrote into them.
  return present(shown) as AuditRow
}

function present<Fields extends object>(fields: Fields): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}
