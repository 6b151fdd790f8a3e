import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Point } from '#contract/point.ts'
import { REPLAY_BLOCK_MS, type ReplayBlock } from '#contract/replay.ts'
import type { Connection } from '../state/connection-state.ts'
import { createHistoryStore } from '../state/history.ts'
import { createMomentStore, NEWEST_PAST_MS } from '../state/moment.ts'
import { createPointsStore } from '../state/points.ts'
import { tinyPoint } from '../state/testing/tiny-city.ts'
import type { PastReading, WantedBlock } from './past-blocks.ts'
import { createPastClock } from './past-clock.ts'
import { createPastLine } from './past-line.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const START = 10 * HOUR
const NOW = START + HOUR + NEWEST_PAST_MS
const CALLS = 'tiny.calls@a/PT1M'
const series = [{ metric: 'tiny.calls', area: 'a', step: 'PT1M' as const }]

it('draws a moment as it stood, and an earlier one whose revisions are older', async () => {
  const screen = bench()
  screen.look(START + 5 * MINUTE + 500)
  await screen.pass(200)
  expect(screen.value()).toBe(5)
  expect(screen.connection()).toBe('live')
  screen.look(START + 2 * MINUTE)
  await screen.pass(100)
  expect(screen.value()).toBe(2)
  expect(screen.asked).toHaveLength(1)
})

it('shows no figure of another moment while the block is on its way', async () => {
  const screen = bench()
  screen.look(START + 5 * MINUTE)
  await screen.pass(200)
  screen.hold()
  screen.look(START + 25 * MINUTE)
  await screen.pass(100)
  expect([screen.value(), screen.connection(), screen.reading()]).toEqual([
    undefined,
    'connecting',
    { kind: 'reading', left: 1, of: 1 },
  ])
  await screen.release()
  await screen.pass(100)
  expect([screen.value(), screen.connection(), screen.reading()]).toEqual([25, 'live', { kind: 'ready' }])
})

it('plays on across blocks, and has the next one before it is needed', async () => {
  const screen = bench()
  screen.look(START + 9 * MINUTE)
  await screen.pass(200)
  screen.moment.send({ kind: 'speed', speed: 60 })
  screen.moment.send({ kind: 'play' })
  await screen.pass(500)
  expect(screen.asked.map(({ from }) => (from - START) / REPLAY_BLOCK_MS)).toEqual([0, 1])
  await screen.pass(2_000)
  expect(screen.value()).toBe(11)
  expect(screen.at()).toBeGreaterThan(START + 11 * MINUTE)
})

it('waits at the end of a block while the next is not there: nothing drawn is older than the clock says', async () => {
  const screen = bench()
  screen.look(START + 9 * MINUTE)
  await screen.pass(200)
  screen.hold()
  screen.moment.send({ kind: 'speed', speed: 600 })
  screen.moment.send({ kind: 'play' })
  await screen.pass(3_000)
  expect(screen.at()).toBe(START + REPLAY_BLOCK_MS - 1)
  expect([screen.value(), screen.reading().kind]).toEqual([9, 'reading'])
  await screen.release()
  await screen.pass(200)
  expect(screen.at()).toBeGreaterThan(START + REPLAY_BLOCK_MS)
})

it('wakes those who draw ten times a second at most, at whatever speed', async () => {
  const screen = bench()
  screen.look(START)
  await screen.pass(200)
  screen.moment.send({ kind: 'speed', speed: 600 })
  let woken = 0
  screen.points.subscribe([CALLS], () => woken++)
  screen.moment.send({ kind: 'play' })
  await screen.pass(2_000)
  expect(screen.at()).toBeGreaterThan(START + 15 * MINUTE)
  expect(woken).toBeGreaterThan(10)
  expect(woken).toBeLessThanOrEqual(20)
})

it('asks once for what a hundred moves of the slider pass over, and for nothing it has', async () => {
  const screen = bench()
  screen.look(START)
  await screen.pass(200)
  for (let step = 0; step < 100; step++) screen.look(START + 30 * MINUTE + step * 1_000)
  await screen.pass(1_000)
  for (let step = 0; step < 100; step++) screen.look(START + step * 1_000)
  await screen.pass(1_000)
  expect(screen.asked.map(({ from }) => (from - START) / MINUTE)).toEqual([0, 30])
  expect(screen.histories()).toBe(1 + 2)
})

it('says that a block could not be had, and tries again by itself', async () => {
  const screen = bench()
  screen.fail('record/unavailable')
  screen.look(START + 5 * MINUTE)
  await screen.pass(100)
  expect([screen.reading(), screen.connection()]).toEqual([{ kind: 'failed', code: 'record/unavailable' }, 'connecting'])
  screen.fail(undefined)
  await screen.pass(5_000)
  expect([screen.value(), screen.reading(), screen.asked.length]).toEqual([5, { kind: 'ready' }, 2])
})

it('reads everything again when the past is to be shown as it is known now', async () => {
  const screen = bench()
  screen.look(START + 5 * MINUTE)
  await screen.pass(200)
  screen.moment.send({ kind: 'know', known: 'corrected' })
  await screen.pass(100)
  expect(screen.asked).toHaveLength(2)
})

it('lets curves grow as the past goes by, and begin anew after a jump', async () => {
  const screen = bench()
  screen.look(START + MINUTE)
  await screen.pass(300)
  screen.moment.send({ kind: 'speed', speed: 60 })
  screen.moment.send({ kind: 'play' })
  await screen.pass(3_000)
  expect(screen.curve()).toEqual([1, 2, 3, 4])
  screen.look(START + MINUTE)
  expect(screen.curve()).toEqual([])
})

it('reads a block that still goes on again, and not more than every few seconds', async () => {
  const screen = bench({ now: START + 5 * MINUTE + NEWEST_PAST_MS })
  screen.look(START + 4 * MINUTE)
  await screen.pass(200)
  screen.moment.send({ kind: 'play' })
  await screen.pass(50_000)
  expect(screen.asked.length).toBeLessThanOrEqual(11)
  expect(screen.value()).toBe(4)
})

/** A past whose figure is the minute it is, a server that answers at once unless held, and time that the test lets pass. */
function bench({ now = NOW }: { now?: number } = {}) {
  let time = 0
  let isHeld = false
  let failure: string | undefined
  let histories = 0
  const waiting: (() => void)[] = []
  const timers: { at: number; run: () => void }[] = []
  const asked: WantedBlock[] = []
  const after = (ms: number, run: () => void) => {
    const timer = { at: time + ms, run }
    timers.push(timer)
    return () => {
      const place = timers.indexOf(timer)
      if (place >= 0) timers.splice(place, 1)
    }
  }
  const moment = createMomentStore(() => ({ begunAt: 0, now: now + time }))
  const points = createPointsStore()
  const history = createHistoryStore({
    read: async ({ metric, area, step }) => {
      histories++
      return { epoch: 'e', asOf: 1, metric, area, step, points: [] }
    },
    metric: () => ({ period: 'PT1M' }),
    after,
  })
  const connection = createStore<Connection>(() => ({ kind: 'connecting', sinceAt: 0 }))
  const reading = createStore<PastReading>(() => ({ kind: 'ready' }))
  const day = { metric: 'tiny.calls', area: 'a', step: 'PT1M', from: 0, to: 24 * HOUR } as const
  const clock = createPastClock(0)
  const settle = async () => {
    for (let turn = 0; turn < 8; turn++) await Promise.resolve()
  }
  let line: ReturnType<typeof createPastLine> | undefined
  return {
    moment,
    points,
    asked,
    look: (at: number) => {
      moment.send({ kind: 'look-back', at })
      if (line) return
      line = createPastLine({
        ...{ moment, clock, points, history, connection, reading, after },
        monotonic: () => time,
        random: () => 0.5,
        newest: () => now + time - NEWEST_PAST_MS,
        epoch: () => 'e',
        read: async (wanted) => {
          asked.push(wanted)
          if (failure !== undefined) throw Object.assign(new Error(failure), { code: failure })
          if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve))
          return blockOf(wanted.from, now + time)
        },
      })
      line.follow(series)
      history.subscribe(day, () => undefined)
    },
    pass: async (ms: number) => {
      const until = time + ms
      await settle()
      for (;;) {
        const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers.splice(timers.indexOf(due), 1)
        time = Math.max(time, due.at)
        due.run()
        await settle()
      }
      time = until
    },
    hold: () => {
      isHeld = true
    },
    release: async () => {
      isHeld = false
      for (const go of waiting.splice(0)) go()
      await settle()
    },
    fail: (code: string | undefined) => {
      failure = code
    },
    value: () => points.get(CALLS)?.value,
    at: () => clock.now(),
    connection: () => connection.getState().kind,
    reading: () => reading.getState(),
    histories: () => histories,
    curve: () => history.get(day).points.map(({ value }) => value),
  }
}

/** Ten minutes in which the figure is always the minute since START; the newer it is, the lower its revision. */
function blockOf(from: number, now: number): ReplayBlock {
  const to = Math.min(from + REPLAY_BLOCK_MS, now)
  const minutes = Array.from({ length: 10 }, (_, index) => from + index * MINUTE).filter((at) => at < to)
  const pointAt = (at: number): Point =>
    tinyPoint({
      ...{ metric: 'tiny.calls', area: 'a', step: 'PT1M', value: (at - START) / MINUTE },
      ...{ window: [at, at + MINUTE], observedAt: at, revision: 1_000_000 - at / MINUTE },
    })
  return { metric: 'tiny.calls', from, to, series: [CALLS], frames: minutes.map((at) => ({ at, points: [pointAt(at)] })) }
}
