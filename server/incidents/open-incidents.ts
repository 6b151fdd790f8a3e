import type { IncidentState } from '#contract/incident.ts'
import type { Transaction } from '../record/database.ts'

/** Any number no other lock of ours has: reports of happenings are judged one after the other. */
const INTAKE_LOCK = 7_205_759_403_801

export interface OpenIncident {
  readonly id: string
  readonly state: IncidentState
}

/**
 * All open incidents, oldest first. Until the transaction ends nobody else takes a report in: of two reports of one
 * happening that come at once, the second finds the incident of the first.
 */
export async function openIncidents(tx: Transaction): Promise<readonly OpenIncident[]> {
  await tx.query('select pg_advisory_xact_lock($1)', [INTAKE_LOCK])
  return tx.query<{ id: string; state: IncidentState }>(
    `select id, state from guanlan.matter where kind = 'incident' and is_open order by opened_at, id`,
  )
}

/** The next number of a day, 20260907-03: the day it was received in the city, and how many there were. */
export async function nextNumber(tx: Transaction, receivedAt: number, timeZone: string): Promise<string> {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(receivedAt).replaceAll('-', '')
  const [row] = await tx.query<{ last: number }>(
    `insert into guanlan.incident_number (day, last) values ($1, 1)
     on conflict (day) do update set last = incident_number.last + 1 returning last`,
    [day],
  )
  return `${day}-${String(row?.last ?? 1).padStart(2, '0')}`
}
