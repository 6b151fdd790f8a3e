import { describe, expect, it } from 'vitest'
import type { Area } from '#contract/area.ts'
import type { Entity } from '#contract/entity.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { coverage } from './coverage.ts'
import { nearest } from './nearest.ts'
import { metresBetween, minutesFor } from './travel.ts'
import { type Held, type Standing, unitOf } from './unit-of.ts'

const NOW = 1_800_000_000_000
const travel = { detour: 1.4, kmPerHour: 30, kinds: [{ kind: 'ambulance', kmPerHour: 42 }] }
const names = (text: string) => ({ zh: text, en: text })
const kind = { id: 'ambulance', promise: 'PT30S', attributes: [] } as unknown as EntityKind
const supplies = {
  ...{ id: 'supplies', promise: 'P1D', stock: 'amount' },
  attributes: [{ id: 'amount', names: names('数量'), unit: names('顶') }],
} as unknown as EntityKind
const entity = (id: string, lon: number, said: Partial<Entity> = {}): Entity => ({
  ...{ id, kind: 'ambulance', names: names(id), department: 'd', area: 'a', attributes: {}, heardAt: NOW, place: { lon, lat: 23 } },
  ...said,
})
const held = (order: string, amount?: number): Held => ({
  ...{ resource: { id: 'x', ...(amount !== undefined && { amount }) }, order, orderTitle: `救人 ${order}`, isTold: true },
})
const standing = (entities: readonly Entity[], taken: Readonly<Record<string, readonly Held[]>> = {}): readonly Standing[] =>
  entities.flatMap((one) => unitOf(one, kind, taken[one.id] ?? [], NOW) ?? [])

describe('distances', () => {
  it('are straight lines over the ground: a degree of latitude is 111 km, of longitude less', () => {
    expect(Math.round(metresBetween([113, 23], [113, 24]) / 1000)).toBe(111)
    expect(Math.round(metresBetween([113, 23], [114, 23]) / 1000)).toBe(102)
    expect(metresBetween([113, 23], [113, 23])).toBe(0)
  })

  it('become minutes by the detour and the speed of the kind, nothing else', () => {
    expect(minutesFor('ambulance', 7000, travel)).toBeCloseTo(14)
    expect(minutesFor('bus', 7000, travel)).toBeCloseTo(19.6)
  })
})

describe('the nearest', () => {
  const entities = [
    entity('far', 113.9),
    entity('near', 113.71),
    entity('held', 113.705),
    entity('lost', 113.702, { heardAt: NOW - 200_000 }),
  ]
  const units = standing([...entities, entity('nowhere', 0, { place: null })], { held: [held('o1')] })

  it('are those that can be had, and after them who is taken, by which order, and who is not heard of', () => {
    const found = nearest(units, [113.7, 23], { travel, limit: 8 })
    expect(found.map(({ id, state }) => [id, state.is])).toEqual([
      ['near', 'free'],
      ['far', 'free'],
      ['lost', 'unheard'],
      ['held', 'held'],
    ])
    expect(found.at(-1)?.state).toEqual({ is: 'held', order: 'o1', title: '救人 o1' })
    expect(found[0]).toMatchObject({ metres: 1024, minutes: 2 })
  })

  it('are as many as asked for, within the time asked for, with the words asked for', () => {
    expect(nearest(units, [113.7, 23], { travel, limit: 1 }).map(({ id }) => id)).toEqual(['near', 'lost'])
    expect(nearest(units, [113.7, 23], { travel, limit: 8, within: 5 }).map(({ id }) => id)).not.toContain('far')
    const skilled = standing([entity('a', 113.7), entity('b', 113.8, { attributes: { skills: '水域 排水' } })])
    expect(nearest(skilled, [113.7, 23], { travel, limit: 8, capability: '排水' }).map(({ id }) => id)).toEqual(['b'])
  })
})

it('shows of a store how much is left, and takes it for free while anything is', () => {
  const store = entity('tents', 113.7, { kind: 'supplies', attributes: { amount: 500 } })
  expect(unitOf(store, supplies, [held('o1', 200)], NOW)).toMatchObject({
    stock: { amount: 500, left: 300, unit: names('顶') },
    state: { is: 'free' },
  })
  expect(unitOf(store, supplies, [held('o1', 200), held('o2', 300)], NOW)).toMatchObject({
    stock: { left: 0 },
    state: { is: 'held' },
  })
})

it('does not say which order has a unit to whom that order is no business', () => {
  expect(unitOf(entity('a', 113.7), kind, [{ ...held('o1'), isTold: false }], NOW)?.state).toEqual({ is: 'held' })
})

describe('coverage', () => {
  const towns = [
    { code: 'near', seat: [113.7, 23] },
    { code: 'far', seat: [114.2, 23] },
    { code: 'farther', seat: [114.4, 23] },
    { code: 'seatless' },
  ] as unknown as readonly Area[]

  it('names the towns no unit that can be had reaches in time, the furthest first', () => {
    const units = standing([entity('a', 113.71), entity('b', 114.2)], { b: [held('o1')] })
    const { covered, gaps } = coverage(towns, units, 10, travel)
    expect(covered).toBe(1)
    expect(gaps.map(({ area, unit }) => [area, unit])).toEqual([
      ['farther', 'a'],
      ['far', 'a'],
    ])
  })

  it('without any unit is nowhere', () => {
    expect(coverage(towns, [], 10, travel)).toEqual({ covered: 0, gaps: [{ area: 'far' }, { area: 'farther' }, { area: 'near' }] })
  })
})
