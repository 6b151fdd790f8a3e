import { expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { createClock } from '../state/clock.ts'
import { createHistoryStore } from '../state/history.ts'
import { createPaintAges } from '../state/paint-ages.ts'
import { createPointsStore } from '../state/points.ts'
import { tinyPoint } from '../state/testing/tiny-city.ts'
import { createInbox } from './inbox.ts'

const figure = (part: Partial<Point>) => tinyPoint({ metric: 'tiny.calls', area: 'a', step: 'PT1M', ...part })

it('draws a figure that changed three times between two frames once, with its newest value', () => {
  const { inbox, frame, points, woken } = bench()
  inbox.patch('figures', [figure({ value: 1, revision: 1 })])
  inbox.patch('figures', [figure({ value: 2, revision: 2 })])
  inbox.patch('figures', [figure({ value: 3, revision: 3 })])
  expect(woken()).toBe(0)
  frame()
  expect(points.get('tiny.calls@a/PT1M')?.value).toBe(3)
  expect(woken()).toBe(1)
})

it('puts patches that came after a snapshot on top of it', () => {
  const { inbox, frame, points } = bench()
  inbox.snapshot('figures', [figure({ value: 1, revision: 1 })])
  inbox.patch('figures', [figure({ value: 2, revision: 2 })])
  frame()
  expect(points.get('tiny.calls@a/PT1M')?.value).toBe(2)
})

it('measures from the newest observation to the frame that painted it', () => {
  const { inbox, frame, ages } = bench()
  inbox.snapshot('figures', [figure({ observedAt: NOW - 60_000 })])
  frame()
  inbox.patch('figures', [figure({ observedAt: NOW - 800, revision: 2 }), { ...figure({ observedAt: NOW - 5_000 }), area: 'b' }])
  frame()
  expect(ages.read()?.last).toBe(800)
})

it('does not take a mere change of freshness for news from the city', () => {
  const { inbox, frame, ages } = bench()
  inbox.snapshot('figures', [figure({ observedAt: NOW - 800 })])
  frame()
  inbox.patch('figures', [figure({ observedAt: NOW - 800, freshness: 'late' })])
  frame()
  expect(ages.read()).toBeUndefined()
})

const NOW = 1_000_000

function bench() {
  const frames: (() => void)[] = []
  const points = createPointsStore()
  const ages = createPaintAges()
  let count = 0
  points.subscribe(['tiny.calls@a/PT1M'], () => {
    count += 1
  })
  const clock = createClock({ wall: () => NOW, monotonic: () => 0, after: () => () => {} })
  const history = createHistoryStore({ read: () => new Promise(() => {}), metric: () => undefined, after: () => () => {} })
  const inbox = createInbox({
    points,
    history,
    ages,
    clock,
    frame: (callback) => frames.push(callback),
    painted: (callback) => callback(),
  })
  return {
    inbox,
    points,
    ages,
    frame: () => {
      for (const callback of frames.splice(0)) callback()
    },
    woken: () => count,
  }
}
