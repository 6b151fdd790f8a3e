import type { StoreApi } from 'zustand/vanilla'
import type { Point } from '#contract/point.ts'
import { REPLAY_BLOCK_MS, type ReplayBlock } from '#contract/replay.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'
import type { Connection } from '../state/connection-state.ts'
import type { HistoryStore } from '../state/history.ts'
import type { MomentStore, Past } from '../state/moment.ts'
import { keyOf, type PointsStore } from '../state/points.ts'
import { createPastBlocks, type PastBlocksPorts, type PastReading, type WantedBlock } from './past-blocks.ts'
import type { PastClock } from './past-clock.ts'

/** The past is drawn at most this often, ms: ten times a second, however fast it is played. */
export const STEP_MS = 100
/** While the past is played, blocks are read this far ahead, in ms of real time, and so many at most. */
const AHEAD_MS = 10_000
const BLOCKS_AHEAD = 2
/** A block that still goes on is wanted this far ahead of the moment, in ms of real time. */
const RUNNING_AHEAD_MS = 2_000
/** Curves are read once nobody has moved the moment for this long, ms. */
const SETTLED_MS = 250
/** While the past is played, curves are read again at most this often, in ms: corrections of earlier windows stand there. */
const REREAD_MS = 15_000

export interface PastLinePorts extends Omit<PastBlocksPorts<ReplayBlock>, 'changed'> {
  readonly moment: MomentStore
  readonly clock: PastClock
  readonly points: PointsStore
  readonly history: HistoryStore
  readonly connection: StoreApi<Connection>
  readonly reading: StoreApi<PastReading>
  /** The newest moment of the past, epoch ms. */
  newest(): number
  epoch(): string
}

/** What the live line is for now, for a moment of the past: brings the figures of the series that are drawn. */
export interface PastLine {
  /** Draws these from now on; those named first are read first. */
  follow(series: readonly ResolvedSeries[]): void
  stop(): void
}

/** A block that is being told, up to the frame before `next`. */
interface Place {
  readonly block: ReplayBlock
  next: number
}

/**
 * Shows the past through the stores that show now: blocks are read, and told to the stores frame by frame as the clock of the
 * past goes by. A moment is drawn whole when it was jumped to. The clock waits where a block is not there yet: nothing on
 * the screen is ever older than the clock says.
 */
export function createPastLine(ports: PastLinePorts): PastLine {
  const { moment, clock, points, history, connection, reading, after, monotonic, newest, epoch } = ports
  let keys: ReadonlySet<SeriesKey> = new Set()
  let metrics: readonly string[] = []
  let shown = moment.getState()
  let isWhole = true
  let isStepping = false
  let steppedAt = monotonic() - STEP_MS
  let rereadAt = monotonic()
  let stopTimer: (() => void) | undefined
  let stopSettling = () => {}
  const places = new Map<string, Place>()
  const blocks = createPastBlocks<ReplayBlock>({ ...ports, changed: () => schedule() })

  const schedule = () => {
    stopTimer ??= after(Math.max(0, STEP_MS - (monotonic() - steppedAt)), step)
  }
  const missing = (from: number, until: number) => metrics.filter((metric) => !blocks.has({ name: metric, from, until }))

  /** How far the clock may go from `at` with what is at hand. */
  const coveredUntil = (at: number): number => {
    let until = at
    for (let from = startOf(at); from <= newest(); from += REPLAY_BLOCK_MS) {
      const end = Math.min(...metrics.map((metric) => blocks.get(metric, from)?.to ?? Number.NEGATIVE_INFINITY))
      if (end <= until) return until
      if (end < from + REPLAY_BLOCK_MS) return end
      until = end - 1
    }
    return until
  }
  const step = () => {
    stopTimer = undefined
    const past = moment.getState()
    const passedMs = monotonic() - steppedAt
    steppedAt += passedMs
    if (past.kind !== 'past') return
    if (past.isPlaying && !isWhole) {
      const at = Math.min(past.at + passedMs * past.speed, coveredUntil(past.at))
      isStepping = true
      if (at > past.at) moment.send({ kind: 'pass', at })
      isStepping = false
    }
    const now = moment.getState()
    if (now.kind !== 'past') return
    draw(now)
    want(now)
    tell(now)
    shown = now
    if (now.isPlaying) schedule()
  }
  const draw = ({ at }: Past) => {
    const changed = new Map<SeriesKey, Point>()
    if (isWhole) places.clear()
    for (const metric of metrics) takeFrames(metric, at, changed)
    clock.set(at, isWhole)
    if (isWhole) points.reset(changed.values())
    else {
      if (changed.size > 0) points.replace(changed.values())
      history.extend(changed.values())
    }
    isWhole = false
  }
  const takeFrames = (metric: string, at: number, into: Map<SeriesKey, Point>) => {
    const block = blocks.get(metric, startOf(at))
    if (!block) return
    let place = places.get(metric)
    if (place?.block !== block) {
      place = { block, next: 0 }
      places.set(metric, place)
    }
    for (; place.next < block.frames.length; place.next++) {
      const frame = block.frames[place.next]
      if (!frame || frame.at > at) return
      for (const point of frame.points) {
        const key = seriesKey(point.metric, point.area, point.step)
        if (keys.has(key)) into.set(key, point)
      }
    }
  }
  const want = ({ at, isPlaying, speed }: Past) => {
    const list: WantedBlock[] = []
    const here = startOf(at)
    const until = isPlaying ? Math.min(at + RUNNING_AHEAD_MS * speed, newest()) : at
    const last = isPlaying ? Math.min(at + AHEAD_MS * speed, here + BLOCKS_AHEAD * REPLAY_BLOCK_MS, newest()) : at
    for (let from = here; from <= last; from += REPLAY_BLOCK_MS)
      for (const metric of metrics) list.push({ name: metric, from, until: Math.max(until, from) })
    blocks.want(list)
  }
  const tell = ({ at, isPlaying }: Past) => {
    const lacking = missing(startOf(at), at).length
    const state = connection.getState()
    if (lacking > 0 && state.kind !== 'connecting') connection.setState({ kind: 'connecting', sinceAt: at }, true)
    if (lacking === 0 && (state.kind !== 'live' || state.epoch !== epoch()))
      connection.setState({ kind: 'live', epoch: epoch() }, true)
    const isHeld = isPlaying && coveredUntil(at) <= at
    const left = lacking > 0 || !isHeld ? lacking : missing(startOf(at + 1), at + 1).length
    const failed = blocks.failure()
    const next: PastReading =
      left === 0 ? READY : failed === undefined ? { kind: 'reading', left, of: metrics.length } : { kind: 'failed', code: failed }
    if (JSON.stringify(next) !== JSON.stringify(reading.getState())) reading.setState(next, true)
    if (isPlaying && monotonic() - rereadAt >= REREAD_MS) {
      rereadAt = monotonic()
      history.refetch()
    }
  }
  /** Another moment, or another knowledge of it: nothing of what is drawn holds any more. */
  const jump = () => {
    isWhole = true
    history.clear()
    stopSettling()
    stopSettling = after(SETTLED_MS, () => {
      rereadAt = monotonic()
      history.refetch()
    })
  }

  const stopMoment = moment.subscribe((now, before) => {
    if (isStepping || now.kind !== 'past') return
    if (before.kind === 'past' && before.known !== now.known) blocks.forget()
    if (before.kind !== 'past' || before.known !== now.known || before.at !== now.at) jump()
    // Time while nothing was played does not count.
    if (before.kind === 'past' && !before.isPlaying && now.isPlaying && shown.kind === 'past') steppedAt = monotonic()
    schedule()
  })
  return {
    follow: (series) => {
      keys = new Set(series.map(keyOf))
      metrics = [...new Set(series.map(({ metric }) => metric))]
      isWhole = true
      schedule()
    },
    stop: () => {
      stopMoment()
      stopTimer?.()
      stopSettling()
      blocks.stop()
    },
  }
}

const READY: PastReading = { kind: 'ready' }

/** Where the block begins in which a moment lies. */
function startOf(at: number): number {
  return Math.floor(at / REPLAY_BLOCK_MS) * REPLAY_BLOCK_MS
}
