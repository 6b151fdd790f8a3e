import { useEffect, useState } from 'react'
import type { CityView } from '../../state/city-view.ts'
import { useCity } from '../../state/hooks.ts'
import type { CityGeometry } from '../../viz/map/geometry.ts'
import { loadGeometry } from '../../viz/map/load-geometry.ts'

/** A failed read of the boundary files is tried again after this long, in ms. */
const RETRY_MS = 8_000

export type GeometryState =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly geometry: CityGeometry }
  | { readonly state: 'failed' }

/** The lines of the city, read once for the page and asked for again while they cannot be had. */
export function useGeometry(): GeometryState {
  const city = useCity()
  const [held, setHeld] = useState<GeometryState>({ state: 'loading' })
  useEffect(() => {
    let isGone = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const load = () => {
      loadGeometry(city.catalogue.city.map, city.catalogue.version, (town) => zoneOf(town, city)).then(
        (geometry) => {
          if (!isGone) setHeld({ state: 'ready', geometry })
        },
        () => {
          if (isGone) return
          setHeld({ state: 'failed' })
          timer = setTimeout(load, RETRY_MS)
        },
      )
    }
    load()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [city])
  return held
}

/** The zone a town belongs to, or the town's own parent where a city has no zones. */
function zoneOf(town: string, city: CityView): string | undefined {
  return city.tree.path(town).find(({ level }) => level === 'zone')?.code ?? city.area(town)?.parent
}
