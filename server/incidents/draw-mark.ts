import type { Static } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { Geometry } from '#contract/incident.ts'
import type { DrawMarkSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'

/** So many marks one incident may have at a time: a map with more is read by nobody. */
export const MOST_MARKS = 300

/** Draws a mark on the common map, or its next version. Of two who change one at once, one wins. */
export const drawMark: IncidentVerb<Omit<Static<typeof DrawMarkSchema>, 'commandId' | 'device'>> = {
  type: 'incident.draw-mark',
  needs: 'incidents:open',
  isContribution: true,
  decide: ({ state: { marks } }, { mark: id, after, kind, label, geometry, radiusMetres }) => {
    const present = marks.find((mark) => mark.id === id)
    demandSeen(present?.version, after)
    if (!present && marks.length >= MOST_MARKS)
      throw new Refusal('request/invalid', `A map takes ${MOST_MARKS} marks; remove one first.`)
    if (!isClosed(geometry)) throw new Refusal('request/invalid', 'Each ring of a polygon ends where it begins.')
    const drawn = { kind, label, geometry, ...(radiusMetres !== undefined && { radiusMetres }) }
    return [{ type: 'incident.marked', body: { id, version: after + 1, ...drawn } }]
  },
}

/** Throws Refusal `incident/changed` when somebody changed the mark meanwhile. */
export function demandSeen(present: number | undefined, after: number): void {
  if ((present ?? 0) !== after)
    throw new Refusal(
      'incident/changed',
      present === undefined ? 'The mark was removed.' : `The mark is at version ${present} now.`,
    )
}

function isClosed(geometry: Geometry): boolean {
  if (geometry.type !== 'Polygon') return true
  return geometry.coordinates.every((ring) => {
    const [first, last] = [ring[0], ring.at(-1)]
    return first?.[0] === last?.[0] && first?.[1] === last?.[1]
  })
}
