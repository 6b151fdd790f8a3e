import { type Deadline, type IncidentState, LEVELS, type Level } from '#contract/incident.ts'
import type { Matter } from '#contract/matter.ts'
import { type Due, dueOf } from './due.ts'

export type IncidentMatter = Matter<IncidentState, 'incident'>

/** How a report's clock stands. */
export function deadlineDue({ startedAt, dueAt, metAt }: Deadline, now: number): Due {
  return dueOf({ from: startedAt, dueAt, metAt }, now)
}

/** The clock people look at: the one that is most overdue, or next to be. Undefined where none runs. */
export function nextDeadline(
  deadlines: readonly Deadline[],
  now: number,
): { readonly deadline: Deadline; readonly due: Due } | undefined {
  const [next] = deadlines.filter(({ metAt }) => metAt === undefined).sort((a, b) => a.dueAt - b.dueAt)
  return next && { deadline: next, due: deadlineDue(next, now) }
}

/** The gravest response first, then the gravest event, then the newest. */
export function gravestFirst(incidents: readonly IncidentMatter[]): readonly IncidentMatter[] {
  const place = (level: Level | undefined) => (level === undefined ? LEVELS.length : LEVELS.indexOf(level))
  const rank = ({ state: { levels } }: IncidentMatter) =>
    place(levels.response?.level) * (LEVELS.length + 1) + place(levels.event?.level)
  return [...incidents].sort((a, b) => rank(a) - rank(b) || b.openedAt - a.openedAt)
}

/** Incidents that are answered (a response was started for them) in reach, the gravest first: a room is shown the first. Pure. */
export function answeredFirst(incidents: readonly IncidentMatter[], isHere: (area: string) => boolean): readonly IncidentMatter[] {
  return gravestFirst(incidents.filter(({ state }) => state.levels.response !== undefined && isHere(state.place.area)))
}
