import { expect, it } from 'vitest'
import type { Unit } from '#contract/resource.ts'
import { isOverreaching, pickedFrom, resourcesPicked, suggested } from './picked.ts'

const unit = (id: string, said: Partial<Unit> = {}): Unit => ({
  ...{ id, kind: 'team', names: { zh: id, en: id }, department: 'd', area: 'a', at: [113.7, 23] },
  ...{ heardAt: 0, freshness: 'live', attributes: {}, metres: 100, minutes: 1, state: { is: 'free' } },
  ...said,
})
const tents = unit('tents', { kind: 'supplies', attributes: { item: '帐篷' }, stock: { amount: 500, left: 300 } })

it('suggests the nearest that can be had for each wish, none twice, and of a stock no more than is left', () => {
  const units = [unit('held', { state: { is: 'held' } }), unit('near'), unit('far'), unit('farther'), tents]
  const picked = suggested(units, [
    { kind: 'team', count: 2 },
    { kind: 'team' },
    { kind: 'supplies', amount: 400, capability: '帐篷' },
  ])
  expect(picked.map(({ unit, amount }) => [unit.id, amount])).toEqual([
    ['near', undefined],
    ['far', undefined],
    ['farther', undefined],
    ['tents', 300],
  ])
})

it('leaves a wish open that nobody can meet, rather than meeting it with something else', () => {
  expect(suggested([unit('near'), tents], [{ kind: 'team', capability: '危化' }, { kind: 'bus' }])).toEqual([])
})

it('asks for a reason where more of a stock is wanted than is left, or another order has the unit', () => {
  expect(isOverreaching({ unit: tents, amount: 300 })).toBe(false)
  expect(isOverreaching({ unit: tents, amount: 301 })).toBe(true)
  expect(isOverreaching({ unit: unit('held', { state: { is: 'held' } }) })).toBe(true)
})

it('takes over what the order had that another takes the place of, amounts and all', () => {
  const resources = [
    { id: 'pump', name: '泵车' },
    { id: 'tents', name: '帐篷', amount: 20 },
  ]
  expect(resourcesPicked(pickedFrom(resources))).toEqual(resources)
})
