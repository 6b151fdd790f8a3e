import { STEP_MS, type Step } from '#contract/duration.ts'
import type { HistoryAnswer } from '#contract/history.ts'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type SeriesKey, seriesKey } from '#contract/series.ts'

/** A stretch of one series: windows that start in [from, to), epoch ms. */
export interface HistoryRequest {
  readonly metric: string
  readonly area: string
  readonly from: number
  readonly to: number
  readonly step: Step
}

export interface History {
  readonly state: 'loading' | 'ready' | 'failed'
  /** Oldest first, one for each window in which something was observed. */
  readonly points: readonly Point[]
}

/**
 * Stretches of the past, shared by all panels that draw them and kept true by the live line: points of the metric's own
 * period are taken in as they come, longer steps are read again as time passes. A stretch nobody draws is forgotten.
 */
export interface HistoryStore {
  get(request: HistoryRequest): History
  /** Keeps the stretch while somebody draws it. Returns the undo. */
  subscribe(request: HistoryRequest, listener: () => void): () => void
  /** Takes in points of the live line, whatever window they are of. */
  extend(points: Iterable<Point>): void
  /** Forgets what was read, and reads nothing: another past will be read with `refetch`. */
  clear(): void
  /** Reads everything in use again: after an outage the line may have missed some. */
  refetch(): void
  /** Series drawn at their own period: the ones the live line must bring every revision of. */
  followed(): readonly { metric: string; area: string; step: Step }[]
  /** Wakes when `followed` changes. */
  onFollowed(listener: () => void): () => void
}

export interface HistoryPorts {
  /** Reads a stretch. Rejects when the server cannot. */
  read(request: HistoryRequest): Promise<HistoryAnswer>
  metric(id: string): Pick<Metric, 'period'> | undefined
  after(ms: number, callback: () => void): () => void
}

/** A failed read is tried again after this long, in ms. */
const RETRY_MS = 5_000
/** Longer steps are read again at a quarter of their length, yet at most this often and at least this often, in ms. */
const REREAD_MIN_MS = 20_000
const REREAD_MAX_MS = 300_000
/** A stretch nobody draws is kept this long for the one who comes back (a scene switched there and back), in ms. */
const KEEP_MS = 60_000

interface Stretch {
  readonly request: HistoryRequest
  history: History
  readonly listeners: Set<() => void>
  stopTimer: () => void
  /** Distinguishes the newest read from those it overtook. */
  turn: number
}

const LOADING: History = { state: 'loading', points: [] }

export function createHistoryStore({ read, metric, after }: HistoryPorts): HistoryStore {
  const stretches = new Map<string, Stretch>()
  const onFollowed = new Set<() => void>()
  const isBase = (request: HistoryRequest) => metric(request.metric)?.period === request.step

  const change = (stretch: Stretch, history: History) => {
    stretch.history = history
    for (const listener of [...stretch.listeners]) listener()
  }
  const load = (stretch: Stretch) => {
    stretch.stopTimer()
    const turn = ++stretch.turn
    read(stretch.request).then(
      (answer) => {
        if (turn !== stretch.turn) return
        const held = isBase(stretch.request) ? stretch.history.points : []
        change(stretch, { state: 'ready', points: merge(answer.points, held) })
        if (!isBase(stretch.request)) {
          const pause = Math.min(REREAD_MAX_MS, Math.max(REREAD_MIN_MS, STEP_MS[stretch.request.step] / 4))
          stretch.stopTimer = after(pause, () => load(stretch))
        }
      },
      () => {
        if (turn !== stretch.turn) return
        if (stretch.history.state === 'loading') change(stretch, { state: 'failed', points: stretch.history.points })
        stretch.stopTimer = after(RETRY_MS, () => load(stretch))
      },
    )
  }
  return {
    get: (request) => stretches.get(spell(request))?.history ?? LOADING,
    subscribe: (request, listener) => {
      const name = spell(request)
      let stretch = stretches.get(name)
      if (!stretch) {
        stretch = { request, history: LOADING, listeners: new Set(), stopTimer: () => {}, turn: 0 }
        stretches.set(name, stretch)
        load(stretch)
      }
      const wasAlone = stretch.listeners.size === 0
      stretch.listeners.add(listener)
      const kept = stretch
      if (wasAlone) for (const wake of onFollowed) wake()
      return () => {
        kept.listeners.delete(listener)
        if (kept.listeners.size > 0) return
        for (const wake of onFollowed) wake()
        after(KEEP_MS, () => {
          if (kept.listeners.size > 0 || stretches.get(name) !== kept) return
          kept.turn++
          kept.stopTimer()
          stretches.delete(name)
        })
      }
    },
    extend: (points) => {
      const bySeries = new Map<SeriesKey, Point[]>()
      for (const point of points) {
        if (!point.window) continue
        const key = seriesKey(point.metric, point.area, point.step)
        bySeries.set(key, [...(bySeries.get(key) ?? []), point])
      }
      for (const stretch of stretches.values()) {
        if (!isBase(stretch.request)) continue
        const { from, to, metric, area, step } = stretch.request
        const mine = bySeries
          .get(seriesKey(metric, area, step))
          ?.filter(({ window }) => window && window[0] >= from && window[0] < to)
        if (!mine || mine.length === 0) continue
        const merged = merge(stretch.history.points, mine)
        if (merged !== stretch.history.points) change(stretch, { ...stretch.history, points: merged })
      }
    },
    clear: () => {
      for (const stretch of stretches.values()) {
        stretch.turn++
        stretch.stopTimer()
        if (stretch.history !== LOADING) change(stretch, LOADING)
      }
    },
    refetch: () => {
      for (const stretch of stretches.values()) load(stretch)
    },
    followed: () => {
      const found = new Map<string, { metric: string; area: string; step: Step }>()
      for (const { request, listeners } of stretches.values()) {
        if (listeners.size === 0 || !isBase(request)) continue
        const { metric, area, step } = request
        found.set(seriesKey(metric, area, step), { metric, area, step })
      }
      return [...found.values()]
    },
    onFollowed: (listener) => {
      onFollowed.add(listener)
      return () => onFollowed.delete(listener)
    },
  }
}

/** The one spelling of a request, by which panels share it. */
function spell({ metric, area, step, from, to }: HistoryRequest): string {
  return `${seriesKey(metric, area, step)}:${from}-${to}`
}

/**
 * Both lists as one, by window, the newer revision of each. Lists are ordered by window start, as the answer of the
 * server is. Returns `known` itself when nothing differs, so that nobody draws again.
 */
export function merge(known: readonly Point[], incoming: readonly Point[]): readonly Point[] {
  if (incoming.length === 0) return known
  const byStart = new Map(known.map((point) => [point.window?.[0] ?? 0, point]))
  let isChanged = false
  for (const point of incoming) {
    const start = point.window?.[0] ?? 0
    const held = byStart.get(start)
    if (held && (held.revision > point.revision || (held.revision === point.revision && held.value === point.value))) continue
    byStart.set(start, point)
    isChanged = true
  }
  return isChanged ? [...byStart.values()].sort((a, b) => (a.window?.[0] ?? 0) - (b.window?.[0] ?? 0)) : known
}
