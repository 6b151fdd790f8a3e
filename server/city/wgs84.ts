import gcoord from 'gcoord'
import type { Static } from 'typebox'
import type { CoordinateSystemSchema } from '#contract/city.ts'
import type { Position } from './ring.ts'

export type CoordinateSystem = Static<typeof CoordinateSystemSchema>

/** The systems of gcoord that are not WGS84 already. CGCS2000 equals it within centimetres and is left as it is. */
export const SHIFTED = {
  WGS84: undefined,
  CGCS2000: undefined,
  'GCJ-02': gcoord.GCJ02,
  'BD-09': gcoord.BD09,
} as const satisfies Record<CoordinateSystem, unknown>

/** A place of any declared system in WGS84. */
export function toWgs84(system: CoordinateSystem, [lon, lat]: Position): Position {
  const from = SHIFTED[system]
  if (from === undefined) return [lon, lat]
  const [x, y] = gcoord.transform([lon, lat], from, gcoord.WGS84) as [number, number]
  return [x, y]
}
