import { useMemo } from 'react'
import { useCity, useNames } from '../state/hooks.ts'
import type { CityGeometry } from '../viz/map/geometry.ts'
import type { SituationName } from '../viz/situation/situation-map.tsx'

/** What towns bring to a sum, by their codes, as it stands beside their names. */
export type TownParts = ReadonlyMap<string, string>

const NO_PARTS: TownParts = new Map()

/** Names of the towns where their shapes have room, those it happened in made to stand out, and what each brings to a sum. */
export function useMapNames(
  geometry: CityGeometry,
  marked: readonly string[],
  parts: TownParts = NO_PARTS,
): readonly SituationName[] {
  const city = useCity()
  const name = useNames()
  return useMemo(
    () =>
      geometry.towns.flatMap(({ code, middle }) => {
        const area = city.area(code)
        if (!area) return []
        const part = parts.get(code)
        const own = name(area.short ?? area.names)
        const isMarked = marked.includes(code) || part !== undefined
        return [{ code, at: middle, name: part === undefined ? own : `${own} ${part}`, isMarked }]
      }),
    [geometry, city, name, marked, parts],
  )
}
