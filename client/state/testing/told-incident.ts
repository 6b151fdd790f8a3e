import type { IncidentState } from '#contract/incident.ts'
import type { IncidentMatter } from '../incidents.ts'

/** An incident for tests and the gallery: heard of at `receivedAt`, with nothing known but what it is and where. */
export function toldIncident(id: string, receivedAt: number, part: Partial<IncidentState> = {}): IncidentMatter {
  const state: IncidentState = {
    number: '20260908-01',
    title: '手袋河下沉隧道积水',
    class: 'natural-disaster',
    place: { area: 'a' },
    receivedAt,
    openedBy: { id: 'wang', name: '王值班' },
    phase: 'on-scene',
    phases: [{ phase: 'on-scene', at: receivedAt }],
    levels: {},
    levelChanges: [],
    measured: {},
    links: [],
    lookalikes: [],
    command: { term: 0 },
    posts: [],
    groups: [],
    casualties: [],
    reports: [],
    deadlines: [],
    marks: [],
    messages: 0,
    reads: [],
    orders: 0,
    ...part,
  }
  const at = { openedAt: receivedAt, changedAt: receivedAt }
  return { kind: 'incident', id, version: 1, revision: 1, ...at, isOpen: true, reach: { area: state.place.area }, state }
}
