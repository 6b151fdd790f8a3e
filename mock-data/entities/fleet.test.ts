import { describe, expect, it } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import { readPlace } from '#contract/place.ts'
import { makeFleet } from './fleet.ts'
import { metresBetween } from './ground.ts'
import { tellFleet } from './tell-fleet.ts'

const AT = Date.parse('2026-11-23T10:00:00+08:00')

const names = (text: string) => ({ zh: text, en: text })
const area = (code: string, seat: [number, number]) => ({ code, level: 'town' as const, parent: 'city', names: names(code), seat })
const catalogue = {
  areas: [
    { code: 'city', level: 'city', names: names('city') },
    ...Array.from({ length: 9 }, (_, index) => area(`t${index}`, [113.5 + (index % 3) * 0.1, 22.9 + Math.floor(index / 3) * 0.1])),
  ],
  entityKinds: ['ambulance', 'bus', 'patrol-car', 'camera', 'ferry'].map((id) => ({
    ...{ id, names: names(id), domain: 'd', department: `${id}-office`, mark: 'disc', promise: 'PT1M' },
    moves: id !== 'camera',
    attributes: [{ id: 'plate', names: names('plate') }],
  })),
} as unknown as Catalogue

describe('everything with an identity in the simulated city', () => {
  it('is the same for the same seed and another for another', () => {
    const said = (seed: number) => JSON.stringify([...makeFleet(catalogue, undefined, seed).opening(AT)])
    expect(said(1)).toBe(said(1))
    expect(said(1)).not.toBe(said(2))
  })

  it('introduces itself to its own department, with kinds nobody described among it', () => {
    const opening = makeFleet(catalogue, undefined, 1).opening(AT)
    expect([...opening.keys()].sort()).toEqual(['ambulance', 'bus', 'camera', 'ferry', 'patrol-car'].map((id) => `${id}-office`))
    const rows = [...opening.values()].flat()
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    for (const row of rows) expect(row).toMatchObject({ kind: expect.any(String), names: { zh: expect.any(String) } })
    expect(rows.find(({ kind }) => kind === 'ambulance')?.attributes?.plate).toMatch(/^粤S[A-Z]\d{4}$/)
  })

  it('never jumps: what moves goes no faster than it may, over ends of rounds as well', () => {
    const { entities } = makeFleet(catalogue, undefined, 3)
    const moved = entities.filter(({ kind }) => kind.moves).slice(0, 24)
    let metres = 0
    for (const { movement } of moved) {
      for (let second = 0; second < 2 * 3600; second += 5) {
        const step = metresBetween(movement(AT + second * 1000).place, movement(AT + (second + 5) * 1000).place)
        expect(step).toBeLessThan(5 * 14)
        metres += step
      }
    }
    expect(metres / moved.length).toBeGreaterThan(2_000)
  })

  it('speaks in its own rhythm, each once in a turn, and what stands still seldom', () => {
    const fleet = makeFleet(catalogue, undefined, 1)
    const counts = new Map<string, number>()
    for (let second = 0; second < 60; second++)
      for (const rows of fleet.due(AT + second * 1000, AT + (second + 1) * 1000).values())
        for (const { id } of rows) counts.set(id, (counts.get(id) ?? 0) + 1)
    const of = (kind: string) => fleet.entities.filter((entity) => entity.kind.id === kind).map(({ id }) => counts.get(id) ?? 0)
    expect(new Set(of('ambulance'))).toEqual(new Set([12]))
    expect(new Set(of('bus'))).toEqual(new Set([6]))
    expect(Math.max(...of('camera'))).toBeLessThanOrEqual(3)
  })

  it('sometimes does not know where it is, and says so as devices do', () => {
    const fleet = makeFleet(catalogue, undefined, 1)
    const said = Array.from({ length: 12 }, (_, hour) => [...fleet.opening(AT + hour * 3_600_000).values()].flat()).flat()
    const unknown = said.filter(({ place }) => place && readPlace(place.lon, place.lat).kind === 'unknown')
    expect(unknown.length).toBeGreaterThan(5)
    expect(unknown.length / said.length).toBeLessThan(0.05)
    expect(said.every(({ place }) => place && readPlace(place.lon, place.lat).kind !== 'impossible')).toBe(true)
  })
})

it('says nothing of where a thing is before the server knows what it is, and nothing for a department that is silent', async () => {
  const fleet = makeFleet(catalogue, undefined, 1)
  const sent: string[] = []
  const known = Promise.withResolvers<undefined>()
  const silent = new Set(['bus-office'])
  const door = { deliver: () => known.promise, send: ({ department }: { department: string }) => void sent.push(department) }
  const teller = tellFleet(fleet, door, { silent, log: () => undefined, now: () => AT })
  teller.beat(AT + 30_000)
  expect(sent).toEqual([])
  known.resolve(undefined)
  await teller.introduced
  teller.beat(AT + 60_000)
  expect([...new Set(sent)].sort()).toEqual(['ambulance-office', 'camera-office', 'ferry-office', 'patrol-car-office'])
})
