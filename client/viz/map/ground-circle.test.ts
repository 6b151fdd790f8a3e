import { expect, it } from 'vitest'
import { groundCircle } from './ground-circle.ts'

it('lies the same distance from its middle all round, and ends where it begins', () => {
  const [lon, lat] = [113.75, 23.02]
  const circle = groundCircle([lon, lat], 1_000)
  const metres = circle.map(([x, y]) => Math.hypot((x - lon) * 111_320 * Math.cos((lat * Math.PI) / 180), (y - lat) * 111_320))
  for (const one of metres) expect(one).toBeCloseTo(1_000, 3)
  expect(circle.at(-1)).toEqual(circle[0])
})
