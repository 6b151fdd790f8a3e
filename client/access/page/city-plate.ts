import { createContext, useContext } from 'react'
import type { Plate } from '#contract/plate.ts'
import { CallRefused, call } from '../call.ts'

export const CityPlateContext = createContext<Plate | undefined>(undefined)

/** What everyone may know of the city; undefined until it is known. */
export function useCityPlate(): Plate | undefined {
  return useContext(CityPlateContext)
}

/** Reads it. A server that cannot tell it has a front door without a name, which opens as well. */
export async function readCityPlate(): Promise<Plate | undefined> {
  return call<Plate>('GET', '/api/city').catch((fault: unknown) => {
    if (fault instanceof CallRefused) return undefined
    throw fault
  })
}
