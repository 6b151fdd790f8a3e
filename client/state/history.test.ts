import { expect, it, vi } from 'vitest'
import type { HistoryAnswer } from '#contract/history.ts'
import type { Point } from '#contract/point.ts'
import { createHistoryStore, type HistoryRequest, merge } from './history.ts'
import { tinyPoint } from './testing/tiny-city.ts'

const MINUTE = 60_000
const request: HistoryRequest = { metric: 'tiny.calls', area: 'a', step: 'PT1M', from: 0, to: 10 * MINUTE }
const at = (minute: number, part: Partial<Point> = {}) =>
  tinyPoint({ metric: 'tiny.calls', area: 'a', step: 'PT1M', window: [minute * MINUTE, (minute + 1) * MINUTE], ...part })

/** A server whose answers the test gives, and a clock whose timers it fires. */
function bench() {
  const asked: { request: HistoryRequest; answer(points: Point[]): void; refuse(): void }[] = []
  const timers: (() => void)[] = []
  const store = createHistoryStore({
    read: (request) =>
      new Promise<HistoryAnswer>((resolve, reject) => {
        const { metric, area, step } = request
        asked.push({
          request,
          answer: (points) => resolve({ epoch: 'e', asOf: 1, metric, area, step, points }),
          refuse: () => reject(new Error('HTTP 503')),
        })
      }),
    metric: () => ({ period: 'PT1M' }),
    after: (_ms, callback) => {
      timers.push(callback)
      return () => timers.splice(timers.indexOf(callback), 1)
    },
  })
  return { store, asked, timers }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('reads a stretch once for all panels that draw it', () => {
  const { store, asked } = bench()
  store.subscribe(request, () => {})
  store.subscribe({ ...request }, () => {})
  expect(asked).toHaveLength(1)
})

it('grows with the live line, and keeps what came while the answer was on its way', async () => {
  const { store, asked } = bench()
  store.subscribe(request, () => {})
  store.extend([at(5)])
  asked[0]?.answer([at(3), at(4)])
  await settled()
  store.extend([at(6)])
  expect(store.get(request).points.map(({ window }) => (window?.[0] ?? 0) / MINUTE)).toEqual([3, 4, 5, 6])
})

it('corrects an earlier window when late data revise it', async () => {
  const { store, asked } = bench()
  store.subscribe(request, () => {})
  asked[0]?.answer([at(3, { value: 1, revision: 1 }), at(4)])
  await settled()
  store.extend([at(3, { value: 9, revision: 2 })])
  expect(store.get(request).points[0]?.value).toBe(9)
})

it('leaves out points of other series and other days', async () => {
  const { store, asked } = bench()
  store.subscribe(request, () => {})
  asked[0]?.answer([])
  await settled()
  store.extend([at(20), { ...at(2), area: 'b' }])
  expect(store.get(request).points).toEqual([])
})

it('says that it failed, and tries again by itself', async () => {
  const { store, asked, timers } = bench()
  store.subscribe(request, () => {})
  asked[0]?.refuse()
  await settled()
  expect(store.get(request).state).toBe('failed')
  timers.shift()?.()
  asked[1]?.answer([at(1)])
  await settled()
  expect(store.get(request)).toMatchObject({ state: 'ready', points: [{ metric: 'tiny.calls' }] })
})

it('is read again after an outage, since the line may have missed some', async () => {
  const { store, asked } = bench()
  store.subscribe(request, () => {})
  asked[0]?.answer([at(1)])
  await settled()
  store.refetch()
  expect(asked).toHaveLength(2)
})

it('asks the live line for what is drawn, and stops asking when nobody draws it', () => {
  const { store } = bench()
  const woken = vi.fn()
  store.onFollowed(woken)
  const undo = store.subscribe(request, () => {})
  expect(store.followed()).toEqual([{ metric: 'tiny.calls', area: 'a', step: 'PT1M' }])
  undo()
  expect(store.followed()).toEqual([])
  expect(woken).toHaveBeenCalledTimes(2)
})

it('gives the very same list back when nothing differs, so that nobody draws again', () => {
  const known = [at(1), at(2)]
  expect(merge(known, [at(2)])).toBe(known)
})
