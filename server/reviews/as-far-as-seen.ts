import type { AreaTree } from '#contract/catalogue.ts'
import type { Subject } from '../access/policy/subject.ts'
import { decisionLife } from '../decisions/decision-life.ts'
import { isInReach } from '../matters/in-reach.ts'
import { type AnyLife, foldMatter } from '../matters/life.ts'
import type { PastMatter } from '../matters/matter-store.ts'
import { orderLife } from '../orders/order-life.ts'
import { WARNING } from '../warnings/warning-life.ts'
import type { IncidentRecord } from './incident-record.ts'

/** The record of an incident as far as a subject may see it: orders, decisions and warnings beyond their remit are left out. */
export function asFarAsSeen(record: IncidentRecord, subject: Subject, tree: AreaTree): IncidentRecord {
  const seen = (life: AnyLife, past: readonly PastMatter[]) =>
    past.filter(({ id, events }) => isInReach(subject, foldMatter(life, id, events).reach, tree))
  return {
    ...record,
    orders: seen(orderLife, record.orders),
    decisions: seen(decisionLife, record.decisions),
    warnings: seen(WARNING, record.warnings),
  }
}
