import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { City } from '#contract/city.ts'
import { angleOfSize, sizeForAngle } from './legibility.ts'
import { profileOf } from './profile.ts'
import { ROLES, type TextRole } from './type-scale.ts'

const CITIES = join(import.meta.dirname, '..', '..', 'dashboards')
const cities = readdirSync(CITIES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'schemas')
  .map((entry) => JSON.parse(readFileSync(join(CITIES, entry.name, 'city.json'), 'utf8')) as City)

it('works out the worked example: 20 arc-minutes at 10 m on a pitch of 1.25 mm are 66 px of Barlow', () => {
  const wall = { width: 7680, widthMetres: 9.6, distanceMetres: 10 }
  expect(Math.floor(sizeForAngle(20, 'figure', wall))).toBe(66)
  expect(Math.round(sizeForAngle(15, 'han', wall))).toBe(38)
})

it('turns a size back into the angle it came from', () => {
  const wall = { width: 1920, widthMetres: 3.65, distanceMetres: 6 }
  expect(angleOfSize(sizeForAngle(17, 'han', wall), 'han', wall)).toBeCloseTo(17, 9)
})

for (const city of cities)
  describe(`the walls of ${city.id}`, () => {
    for (const wall of city.walls)
      it(`${wall.id} (${wall.width}×${wall.height}, ${wall.distanceMetres} m): nothing stands lower than people can read`, () => {
        const { text } = profileOf({
          displayClass: 'wall',
          width: wall.width,
          height: wall.height,
          theme: undefined,
          reducedMotion: false,
          wall: wall.id,
          walls: city.walls,
        })
        for (const [role, { face, arcMinutes }] of Object.entries(ROLES) as [TextRole, (typeof ROLES)[TextRole]][])
          expect([role, angleOfSize(text[role], face, wall) >= arcMinutes]).toEqual([role, true])
        expect(angleOfSize(text.figure, 'figure', wall)).toBeGreaterThanOrEqual(20)
        expect(angleOfSize(text.small, 'han', wall)).toBeGreaterThanOrEqual(15)
        expect(angleOfSize(text.hero, 'figure', wall)).toBeGreaterThanOrEqual(60)
      })
  })

it('keeps four steps of size on a wall, each well above the one below', () => {
  for (const [width, height] of [
    [1920, 1080],
    [7680, 2160],
  ] as const) {
    const { text } = profileOf({
      displayClass: 'wall',
      width,
      height,
      theme: undefined,
      reducedMotion: false,
      wall: undefined,
      walls: cities[0]?.walls ?? [],
    })
    expect(text.hero / text.lead).toBeGreaterThanOrEqual(1.5)
    expect(text.lead / text.figure).toBeGreaterThanOrEqual(1.5)
    expect(text.figure / text.inline).toBeGreaterThanOrEqual(1.4)
  }
})

it('steps up, never down, for people who stand further away', () => {
  const at = (distanceMetres: number) =>
    profileOf({
      displayClass: 'wall',
      width: 1920,
      height: 1080,
      theme: undefined,
      reducedMotion: false,
      wall: 'w',
      walls: [{ id: 'w', names: { zh: 'w', en: 'w' }, width: 1920, height: 1080, widthMetres: 3.65, distanceMetres }],
    }).text
  for (const role of Object.keys(ROLES) as TextRole[]) expect(at(6)[role]).toBeGreaterThanOrEqual(at(4)[role])
  expect(at(12).figure).toBeGreaterThan(at(4).figure)
})
