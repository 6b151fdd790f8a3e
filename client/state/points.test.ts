import { expect, it, vi } from 'vitest'
import { createPointsStore } from './points.ts'
import { tinyPoint } from './testing/tiny-city.ts'

const calls = (area: string, part = {}) => tinyPoint({ metric: 'tiny.calls', area, step: 'PT1M', ...part })

it('wakes only those who draw the figure that changed', () => {
  const store = createPointsStore()
  const [onA, onB] = [vi.fn(), vi.fn()]
  store.subscribe(['tiny.calls@a/PT1M'], onA)
  store.subscribe(['tiny.calls@b/PT1M'], onB)
  store.apply([calls('a')])
  expect(onA).toHaveBeenCalledTimes(1)
  expect(onB).not.toHaveBeenCalled()
})

it('wakes a listener of many figures once for all that changed together', () => {
  const store = createPointsStore()
  const listener = vi.fn()
  store.subscribe(['tiny.calls@a/PT1M', 'tiny.calls@b/PT1M'], listener)
  store.apply([calls('a'), calls('b')])
  expect(listener).toHaveBeenCalledTimes(1)
})

it('keeps the newer figure when an older revision arrives late', () => {
  const store = createPointsStore()
  store.apply([calls('a', { revision: 7, value: 70 })])
  store.apply([calls('a', { revision: 6, value: 60 })])
  expect(store.get('tiny.calls@a/PT1M')?.value).toBe(70)
})

it('wakes nobody for a repeat of what is known', () => {
  const store = createPointsStore()
  store.apply([calls('a')])
  const listener = vi.fn()
  store.subscribe(['tiny.calls@a/PT1M'], listener)
  store.apply([calls('a')])
  expect(listener).not.toHaveBeenCalled()
})

it('takes a change of freshness of the same revision: a figure may grow old without a new value', () => {
  const store = createPointsStore()
  store.apply([calls('a')])
  store.apply([calls('a', { freshness: 'late' })])
  expect(store.get('tiny.calls@a/PT1M')?.freshness).toBe('late')
})

it('forgets what a snapshot does not name, and believes it even where its revisions are lower: the record is another one', () => {
  const store = createPointsStore()
  store.apply([calls('a', { revision: 90, value: 9 }), calls('b')])
  store.reset([calls('a', { revision: 2, value: 2 })])
  expect(store.get('tiny.calls@a/PT1M')?.value).toBe(2)
  expect(store.get('tiny.calls@b/PT1M')).toBeUndefined()
})

it('says by its version whether anything changed since it was read', () => {
  const store = createPointsStore()
  store.apply([calls('a')])
  const before = store.version
  store.apply([calls('a')])
  expect(store.version).toBe(before)
  store.apply([calls('a', { value: 71 })])
  expect(store.version).toBeGreaterThan(before)
})
