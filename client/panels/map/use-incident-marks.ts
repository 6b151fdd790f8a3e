import { useMemo } from 'react'
import { useCity } from '../../state/hooks.ts'
import { gravestFirst, type IncidentMatter } from '../../state/incidents.ts'
import { useMatters } from '../../state/use-matters.ts'
import type { IncidentMark } from '../../viz/map/incident-marks.tsx'
import { townsOf } from './model.ts'

const OPEN_INCIDENTS = { kind: 'incident' } as const

/** So many letters of its place, or of its title where it has no other, stand beside an incident. */
const LETTERS = 12

/** Open incidents as the map draws them, the gravest first. `shapes` are the towns that have one. */
export function useIncidentMarks(shapes: ReadonlySet<string>): readonly IncidentMark[] {
  const followed = useMatters(OPEN_INCIDENTS)
  const city = useCity()
  return useMemo(() => {
    const incidents = followed.kind === 'following' ? (followed.matters as readonly IncidentMatter[]) : []
    return gravestFirst(incidents).map(({ id, state }): IncidentMark => {
      const area = townsOf(state.place.area, city.tree, shapes)?.[0] ?? state.place.area
      const at = state.place.at as readonly [number, number] | undefined
      // Its town's name stands there already.
      return { id, at, area, level: state.levels.response?.level, words: shortened(state.place.text ?? state.title) }
    })
  }, [followed, city, shapes])
}

function shortened(words: string): string {
  const letters = [...words]
  return letters.length <= LETTERS ? words : `${letters.slice(0, LETTERS - 1).join('')}…`
}
