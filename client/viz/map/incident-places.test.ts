import { expect, it } from 'vitest'
import type { CityGeometry } from './geometry.ts'
import type { IncidentMark } from './incident-marks.tsx'
import { incidentPlaces } from './incident-places.ts'

const VIEW = {
  geometry: { towns: [{ code: 'east', middle: [113.8, 23] }] } as unknown as CityGeometry,
  camera: { center: [113.8, 23], zoom: 9, pitch: 0 },
  size: { width: 800, height: 600 },
  textPx: 20,
  measure: (text: string, px: number) => text.length * px,
} as const

const fire: IncidentMark = { id: 'fire', at: [113.8, 23], area: 'east', level: 'II', words: '仓库火灾' }

it('stands where the incident is, or in the middle of its town, and nowhere where neither is known', () => {
  const flood: IncidentMark = { ...fire, id: 'flood', at: undefined }
  const lost: IncidentMark = { ...fire, id: 'lost', at: undefined, area: 'elsewhere' }
  const places = incidentPlaces([fire, flood, lost], VIEW)
  expect(places.map(({ mark }) => mark.id)).toEqual(['fire', 'flood'])
  for (const { at } of places) expect(at.map(Math.round)).toEqual([400, 300])
})

it('keeps the words of two at one place apart, and all words within the map', () => {
  const edge: IncidentMark = { ...fire, id: 'edge', at: [112.7, 23], words: '很远的一处仓库火灾' }
  const [first, second, last] = incidentPlaces([fire, { ...fire, id: 'again' }, edge], VIEW)
  expect(Math.abs((first?.wordsAt[1] ?? 0) - (second?.wordsAt[1] ?? 0))).toBeGreaterThanOrEqual(20)
  expect(last?.wordsAt[0]).toBeGreaterThanOrEqual((9 * 20) / 2)
})
