import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Notice, Patch, ResumeAnswer, Snapshot, SocketError, WirePoints } from '#contract/live.ts'
import { encodePoints } from '#contract/patch-codec.ts'
import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { createClock } from '../state/clock.ts'
import type { Connection } from '../state/connection-state.ts'
import { keyOf } from '../state/points.ts'
import { tinyPoint } from '../state/testing/tiny-city.ts'
import { createLine, type LineSocket } from './line.ts'

const A: ResolvedSeries = { metric: 'tiny.calls', area: 'a', step: 'PT1M' }
const B: ResolvedSeries = { metric: 'tiny.calls', area: 'b', step: 'PT1M' }
const figure = (series: ResolvedSeries, value: number, revision: number) => tinyPoint({ ...series, value, revision })

it('is live when the snapshot of its view is here, and not before', () => {
  const { line, socket, connection } = bench()
  line.follow('figures', [A])
  socket.open()
  expect(connection.getState().kind).toBe('connecting')
  socket.answer('subscribe', snapshot('v1', [A], 3, [figure(A, 1, 3)]))
  expect(connection.getState()).toEqual({ kind: 'live', epoch: 'e' })
})

it('reads binary points as well as JSON ones', () => {
  const { line, socket, painted } = bench()
  line.follow('figures', [A, B])
  socket.open()
  const points = [figure(A, 1, 3), figure(B, 2.5, 3)]
  const bytes = encodePoints(points, (point) => [A, B].findIndex((one) => keyOf(one) === keyOf(point)))
  socket.answer('subscribe', { ...snapshot('v1', [A, B], 3, []), points: bytes })
  expect(painted).toEqual(points)
})

it('applies a patch that joins, and asks for what is missing when one does not', () => {
  const { line, socket, connection, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 3, []))
  socket.say('patch', patch('v1', 3, 5, [figure(A, 5, 5)]))
  expect(painted.at(-1)?.value).toBe(5)
  socket.say('patch', patch('v1', 8, 9, [figure(A, 9, 9)]))
  expect(painted.at(-1)?.value).toBe(5)
  expect(connection.getState().kind).toBe('resyncing')
  expect(socket.asked('resume')).toMatchObject({ view: 'v1', epoch: 'e', revision: 5 })
  socket.answer('resume', { status: 'resumed', view: 'v1', series: [keyOf(A)], patches: [patch('v1', 5, 9, [figure(A, 99, 9)])] })
  expect(painted.at(-1)?.value).toBe(99)
  expect(connection.getState().kind).toBe('live')
})

it('tells at once when the server no longer knows who this is, and does not ask again', () => {
  const { line, socket, dismissals, pass } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', { error: { code: 'access/sign-in-needed', sentence: '' } })
  pass(10_000)
  expect(dismissals).toEqual([true])
  expect(socket.count('subscribe')).toBe(1)
})

it('[P99] shows nothing of a drill on a page of the real city: a beat that names one sends the page away', () => {
  const { line, socket, connection, others } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.say('beat', { epoch: 'e', revision: 3, at: START })
  expect(others).toEqual([])
  socket.say('beat', { epoch: 'shadow', revision: 3, at: START, drill: 'warehouse-fire' })
  expect(others).toHaveLength(1)
  expect(connection.getState().kind).not.toBe('live')
})

it('lets the page find out why the server closed the socket, and believes a handshake that says it', () => {
  const { socket, dismissals } = bench()
  socket.dismiss()
  socket.dismiss('access/sign-in-needed')
  socket.dismiss('access/refused')
  expect(dismissals).toEqual([false, true, false])
})

it('ignores a patch it has had already', () => {
  const { line, socket, connection, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 5, [figure(A, 5, 5)]))
  socket.say('patch', patch('v1', 3, 5, [figure(A, 4, 4)]))
  expect(painted.at(-1)?.value).toBe(5)
  expect(connection.getState().kind).toBe('live')
})

it('says within two seconds that a server which fell silent is lost, and since when', () => {
  const { line, socket, connection, pass } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 3, []))
  pass(1_000)
  socket.say('beat', { epoch: 'e', revision: 3, at: START + 1_000 })
  pass(1_400)
  expect(connection.getState().kind).toBe('live')
  pass(400)
  expect(connection.getState()).toEqual({ kind: 'lost', sinceAt: START + 1_000 })
})

it('[P115] leaves a connection that brought nothing for five seconds, and gives the next one as long', () => {
  const { line, socket, pass } = bench()
  line.follow('figures', [A])
  socket.open()
  pass(4_900)
  expect(socket.left()).toBe(0)
  pass(400)
  expect(socket.left()).toBe(1)
  socket.open()
  pass(4_900)
  expect(socket.left()).toBe(1)
  pass(400)
  expect(socket.left()).toBe(2)
})

it('resumes where it stopped after a reconnect, and takes a snapshot when the gap cannot be filled', () => {
  const { line, socket, connection, pass, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 3, []))
  pass(3_000)
  socket.open()
  expect(connection.getState().kind).toBe('resyncing')
  expect(socket.asked('resume')).toMatchObject({ series: [A], mode: 'latest', epoch: 'e', revision: 3 })
  socket.answer('resume', { status: 'snapshot-needed', view: 'v2', epoch: 'f', revision: 1 })
  socket.answer('subscribe', snapshot('v3', [A], 1, [figure(A, 7, 1)], 'f'))
  expect(painted.at(-1)?.value).toBe(7)
  expect(connection.getState()).toEqual({ kind: 'live', epoch: 'f' })
})

it('keeps patches that overtake the answer they belong to', () => {
  const { line, socket, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.say('patch', patch('v1', 3, 4, [figure(A, 4, 4)]))
  socket.answer('subscribe', snapshot('v1', [A], 3, [figure(A, 3, 3)]))
  expect(painted.at(-1)?.value).toBe(4)
})

it('goes on with the old view until the new one is here, then gives it back', () => {
  const { line, socket, connection, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 3, []))
  line.follow('figures', [B])
  expect(connection.getState().kind).toBe('live')
  socket.say('patch', patch('v1', 3, 4, [figure(A, 4, 4)]))
  expect(painted.at(-1)?.value).toBe(4)
  socket.answer('subscribe', snapshot('v2', [B], 4, []))
  expect(socket.asked('unsubscribe')).toEqual({ view: 'v1' })
})

it('listens to the newest wish only: a scene left before its answer came is given back', () => {
  const { line, socket, painted } = bench()
  line.follow('figures', [A])
  socket.open()
  line.follow('figures', [B])
  socket.answer('subscribe', snapshot('v1', [A], 3, [figure(A, 1, 3)]))
  expect(painted).toEqual([])
  expect(socket.asked('unsubscribe')).toEqual({ view: 'v1' })
})

it('tells the person when values were skipped for this screen, and stops telling after a while', () => {
  const { line, socket, notice, pass } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.say('notice', { kind: 'conflated', behindMs: 900 })
  expect(notice.getState()).toMatchObject({ kind: 'conflated' })
  pass(9_000)
  expect(notice.getState()).toBeUndefined()
})

it('asks again after a refusal, later', () => {
  const { line, socket, pass } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', { error: { code: 'live/too-fast', sentence: '' } })
  expect(socket.count('subscribe')).toBe(1)
  pass(4_000)
  expect(socket.count('subscribe')).toBe(2)
})

it('notices after an outage that the server has another catalogue', async () => {
  const { line, socket, connection, pass, serve } = bench()
  line.follow('figures', [A])
  socket.open()
  socket.answer('subscribe', snapshot('v1', [A], 3, []))
  pass(3_000)
  serve('2')
  socket.open()
  socket.answer('resume', { status: 'resumed', view: 'v2', series: [keyOf(A)], patches: [] })
  await new Promise((resolve) => setImmediate(resolve))
  expect(connection.getState().kind).toBe('outdated')
})

const START = 1_000_000

function snapshot(
  view: string,
  series: readonly ResolvedSeries[],
  revision: number,
  points: readonly Point[],
  epoch = 'e',
): Snapshot<WirePoints> {
  return { view, epoch, revision, at: START, series: series.map(keyOf), points }
}

function patch(view: string, from: number, to: number, points: readonly Point[]): Patch<WirePoints> {
  return { view, epoch: 'e', from, to, at: START, points }
}

/** A line on a socket whose far end is the test, with a clock that passes when told to. */
function bench() {
  let monotonic = 0
  let version = '1'
  const timers: { at: number; callback: () => void }[] = []
  const after = (ms: number, callback: () => void) => {
    const timer = { at: monotonic + ms, callback }
    timers.push(timer)
    return () => {
      const at = timers.indexOf(timer)
      if (at >= 0) timers.splice(at, 1)
    }
  }
  const pass = (ms: number) => {
    const until = monotonic + ms
    for (;;) {
      const due = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      monotonic = due.at
      timers.splice(timers.indexOf(due), 1)
      due.callback()
    }
    monotonic = until
  }
  const clock = createClock({
    wall: () => START + monotonic,
    monotonic: () => monotonic,
    after,
  })
  const connection = createStore<Connection>(() => ({ kind: 'connecting', sinceAt: clock.now() }))
  const notice = createStore<Notice | undefined>(() => undefined)
  const painted: Point[] = []
  const far = fakeSocket()
  const dismissals: boolean[] = []
  const others: number[] = []
  const line = createLine({
    socket: far.socket,
    clock,
    connection,
    notice,
    inbox: {
      snapshot: (_view, points) => painted.push(...points),
      patch: (_view, points) => painted.push(...(points ?? [])),
    },
    monotonic: () => monotonic,
    after,
    random: () => 0.5,
    catalogueVersion: async () => version,
    version: '1',
    dismissed: (isSure) => dismissals.push(isSure),
    drill: '',
    otherCity: () => others.push(monotonic),
  })
  line.start()
  return { line, dismissals, others, socket: far, connection, notice, painted, pass, serve: (next: string) => (version = next) }
}

type Answer = Snapshot<WirePoints> | ResumeAnswer<WirePoints> | SocketError

function fakeSocket() {
  const listeners = new Map<string, (message: never) => void>()
  const requests: { event: string; request: unknown; answer: ((answer: never) => void) | undefined }[] = []
  let onConnect = () => {}
  let onDismissed = (_code: string | undefined) => {}
  let connected = false
  let left = 0
  const socket: LineSocket = {
    get connected() {
      return connected
    },
    on: (event, listener) => listeners.set(event, listener as (message: never) => void),
    onConnect: (listener) => {
      onConnect = listener
    },
    onDismissed: (listener) => {
      onDismissed = listener
    },
    emit: (event, request, answer?: unknown) => requests.push({ event, request, answer: answer as (answer: never) => void }),
    connect: () => {},
    reconnect: () => {
      left += 1
    },
    close: () => {},
  }
  return {
    socket,
    open: () => {
      connected = true
      onConnect()
    },
    dismiss: (code?: string) => onDismissed(code),
    say: (event: string, message: unknown) => listeners.get(event)?.(message as never),
    /** Answers the oldest unanswered request of that name. */
    answer: (event: string, answer: Answer) => {
      const found = requests.find((one) => one.event === event && one.answer)
      const reply = found?.answer
      if (found) found.answer = undefined
      reply?.(answer as never)
    },
    asked: (event: string) => requests.findLast((one) => one.event === event)?.request,
    /** How often the line gave the connection up. */
    left: () => left,
    count: (event: string) => requests.filter((one) => one.event === event).length,
  }
}
