import { useMemo } from 'react'
import { useCity, useNames } from '../../state/hooks.ts'
import { gravestFirst, type IncidentMatter } from '../../state/incidents.ts'
import { useMatters } from '../../state/use-matters.ts'
import type { IncidentMark } from '../../viz/map/incident-marks.tsx'
import { townsOf } from './model.ts'

const OPEN_INCIDENTS = { kind: 'incident' } as const

/** So many letters of its name stand beside an incident where nothing shorter says what it is. */
const LETTERS = 12

/** Open incidents as the map draws them, the gravest first. `shapes` are the towns that have one. */
export function useIncidentMarks(shapes: ReadonlySet<string>): readonly IncidentMark[] {
  const followed = useMatters(OPEN_INCIDENTS)
  const city = useCity()
  const name = useNames()
  return useMemo(() => {
    const incidents = followed.kind === 'following' ? (followed.matters as readonly IncidentMatter[]) : []
    return gravestFirst(incidents).map(({ id, state }): IncidentMark => {
      const area = townsOf(state.place.area, city.tree, shapes)?.[0] ?? state.place.area
      const at = state.place.at as readonly [number, number] | undefined
      const known = city.area(area)
      const words = state.place.text ?? (known ? name(known.short ?? known.names) : state.title)
      return { id, at, area, level: state.levels.response?.level, words: shortened(words) }
    })
  }, [followed, city, name, shapes])
}

function shortened(words: string): string {
  const letters = [...words]
  return letters.length <= LETTERS ? words : `${letters.slice(0, LETTERS - 1).join('')}…`
}
