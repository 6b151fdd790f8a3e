import { createContext, useContext } from 'react'
import type { Area } from '#contract/area.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import type { Domain, MapSettings, Wall } from '#contract/city.ts'
import type { Names } from '#contract/names.ts'
import { CallRefused, call } from '../call.ts'

/** What everyone may know of the city without signing in: its name, its places and its outline. */
export interface CityPlate {
  readonly names: Names
  readonly version: string
  readonly timeZone: string
  readonly areas: readonly Area[]
  readonly domains: readonly Domain[]
  readonly walls: readonly Wall[]
  readonly map: MapSettings
}

export const CityPlateContext = createContext<CityPlate | undefined>(undefined)

/** What everyone may know of the city; undefined until it is known, and where the server tells nobody. */
export function useCityPlate(): CityPlate | undefined {
  return useContext(CityPlateContext)
}

/** Reads it from the public's catalogue. A city that opens nothing to the public has a front door without a name. */
export async function readCityPlate(): Promise<CityPlate | undefined> {
  const open = await call<Catalogue>('GET', '/api/open/catalogue').catch((fault: unknown) => {
    if (fault instanceof CallRefused) return undefined
    throw fault
  })
  if (open === undefined) return undefined
  const { version, areas, city } = open
  const { names, timeZone, domains, walls, map } = city
  return { names, version, timeZone, areas, domains, walls, map }
}
