import { useMemo } from 'react'
import type { IncidentState } from '#contract/incident.ts'
import { useFormat } from '../state/hooks.ts'
import type { TownParts } from './map-names.ts'

/** What each town brings to the quantity an incident is judged by: that of the level proposed, else the newest that has parts. */
export function useTownParts({ proposal, measured }: Pick<IncidentState, 'proposal' | 'measured'>): TownParts {
  const format = useFormat()
  return useMemo(() => {
    const proposed = proposal?.because.find(({ parts }) => parts !== undefined)?.parts
    const newest = Object.values(measured)
      .filter(({ parts }) => parts !== undefined)
      .toSorted((a, b) => b.at - a.at)[0]
    const parts = proposed ?? newest?.parts ?? []
    return new Map(parts.filter(({ value }) => value !== 0).map(({ area, value }) => [area, format.number(value, 0)]))
  }, [proposal, measured, format])
}
