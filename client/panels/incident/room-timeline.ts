import type { DecisionMatter } from '#contract/decision.ts'
import type { IncidentState, Level, ReportKind, ReportMode } from '#contract/incident.ts'
import type { Names } from '#contract/names.ts'
import { isWorking, type OrderMatter } from '../../state/orders.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** What an entry says; the panel makes words of it. Texts that people wrote are not among them, but for numbers and names of rules. */
export type TimelineSaying =
  | { readonly kind: 'heard'; readonly channel: string | undefined }
  | { readonly kind: 'issued' | 'done' | 'due'; readonly seqs: readonly number[] }
  | { readonly kind: 'asked' | 'decided' | 'decide-by' }
  | { readonly kind: 'counted'; readonly version: number }
  | { readonly kind: 'reported'; readonly report: ReportKind; readonly mode: ReportMode }
  | { readonly kind: 'report-due'; readonly names: Names }

/** One point of the timeline. What is still to come stands after now. */
export interface TimelineEntry {
  readonly id: string
  readonly row: TimelineRow
  readonly at: number
  readonly saying: TimelineSaying
}

/** A stretch in which the response stood at a level; `to` is undefined while it still does. */
export interface LevelStretch {
  readonly level: Level
  readonly from: number
  readonly to: number | undefined
}

/** What an incident looks like along time. */
export interface RoomTimeline {
  /** What the axis covers, epoch ms. */
  readonly from: number
  readonly to: number
  readonly stretches: readonly LevelStretch[]
  readonly entries: readonly TimelineEntry[]
}

const MINUTE_MS = 60_000
/** The axis looks back over all of it, at least this long and at most that. */
const LEAST_BACK_MS = 20 * MINUTE_MS
const MOST_BACK_MS = 8 * 60 * MINUTE_MS
/** It looks ahead to what is due next, within this share of what lies behind, and at least by the other. */
const MOST_AHEAD_SHARE = 1
const LEAST_AHEAD_SHARE = 0.25

/** What happened and what is due, along one axis that holds now. Pure. */
export function roomTimeline(
  state: IncidentState,
  orders: readonly OrderMatter[],
  decisions: readonly DecisionMatter[],
  now: number,
): RoomTimeline {
  const back = Math.min(MOST_BACK_MS, Math.max(LEAST_BACK_MS, now - state.receivedAt))
  const all = [...heardOf(state), ...orderedOf(orders, now), ...decidedOf(decisions, now), ...reportedOf(state, now)]
  const reach = now + back * MOST_AHEAD_SHARE
  const last = Math.max(now + back * LEAST_AHEAD_SHARE, ...all.map(({ at }) => at).filter((at) => at > now && at <= reach))
  const from = now - back * 1.04
  const to = last + back * 0.12
  return {
    from,
    to,
    stretches: stretchesOf(state).filter((one) => (one.to ?? now) > from),
    entries: all.filter(({ at }) => at >= from && at <= to).sort((a, b) => a.at - b.at),
  }
}

/** How the response rose and fell, oldest first. */
function stretchesOf({ levels, levelChanges }: Pick<IncidentState, 'levels' | 'levelChanges'>): LevelStretch[] {
  const changes = levelChanges.filter(({ field }) => field === 'response')
  const told = changes.flatMap(({ to, at }, place): LevelStretch[] =>
    to === null ? [] : [{ level: to, from: at, to: changes[place + 1]?.at }],
  )
  return told.length > 0 || !levels.response ? told : [{ level: levels.response.level, from: levels.response.at, to: undefined }]
}

function heardOf({ links }: Pick<IncidentState, 'links'>): TimelineEntry[] {
  return links.map(({ at, channel }, place) => ({
    ...{ id: `heard ${place}`, row: 'signal', at },
    saying: { kind: 'heard', channel },
  }))
}

/** Orders issued in the same minute are one entry; so are those done in one. */
function orderedOf(orders: readonly OrderMatter[], now: number): TimelineEntry[] {
  const seen = new Map<string, { at: number; kind: 'issued' | 'done' | 'due'; seqs: number[] }>()
  const tell = (kind: 'issued' | 'done' | 'due', at: number, seq: number | undefined) => {
    const id = `${kind} ${Math.floor(at / MINUTE_MS)}`
    const held = seen.get(id) ?? { at, kind, seqs: [] }
    if (seq !== undefined) held.seqs.push(seq)
    seen.set(id, { ...held, at: Math.min(held.at, at) })
  }
  for (const { state } of orders) {
    const stamp = (stage: string) => state.stamps.findLast((one) => one.stage === stage)?.at
    const [issued, done] = [stamp('issued'), stamp('done')]
    if (issued !== undefined) tell('issued', issued, state.seq)
    if (done !== undefined && !isWorking(state)) tell('done', done, state.seq)
    if (isWorking(state) && state.dueAt !== undefined && state.dueAt > now) tell('due', state.dueAt, state.seq)
  }
  return [...seen].map(([id, { at, kind, seqs }]) => ({
    ...{ id, row: 'order', at },
    saying: { kind, seqs: seqs.sort((a, b) => a - b) },
  }))
}

function decidedOf(decisions: readonly DecisionMatter[], now: number): TimelineEntry[] {
  return decisions.flatMap(({ id, state: { stage, at, dueAt, decided } }): TimelineEntry[] => {
    const entry = (kind: 'asked' | 'decided' | 'decide-by', when: number): TimelineEntry => ({
      ...{ id: `${kind} ${id}`, row: 'decision', at: when },
      saying: { kind },
    })
    if (decided !== undefined) return [entry('asked', at), entry('decided', decided.at)]
    if (stage !== 'open') return []
    return dueAt > now ? [entry('asked', at), entry('decide-by', dueAt)] : [entry('asked', at)]
  })
}

function reportedOf({ reports, deadlines, casualties }: IncidentState, now: number): TimelineEntry[] {
  const row = 'report' as const
  return [
    ...reports.map(({ at, kind: report, mode }, place) => ({
      ...{ id: `report ${place}`, row, at },
      saying: { kind: 'reported' as const, report, mode },
    })),
    ...casualties.map(({ version, at }) => ({
      ...{ id: `count ${version}`, row, at },
      saying: { kind: 'counted' as const, version },
    })),
    ...deadlines
      .filter(({ metAt, dueAt }) => metAt === undefined && dueAt > now)
      .map(({ id, dueAt, names }) => ({ ...{ id: `due ${id}`, row, at: dueAt }, saying: { kind: 'report-due' as const, names } })),
  ]
}

/** Where the words of an entry stand beside its point; undefined where there is no room for them. */
export type WordsSide = 'left' | 'right' | undefined

export interface PlacedEntry {
  /** Its point, CSS pixels from the left. */
  readonly x: number
  /** Width of its words, CSS pixels. */
  readonly width: number
}

/**
 * On which side of each point of one line its words stand: what is due next speaks first, then what happened last; words keep
 * clear of points, of each other, of `now` and of both ends. Pure.
 */
export function wordsSides(entries: readonly PlacedEntry[], now: number, end: number, gap: number): readonly WordsSide[] {
  const taken: { from: number; to: number }[] = [
    { from: now - 1, to: now + 1 },
    ...entries.map(({ x }) => ({ from: x - gap * 0.6, to: x + gap * 0.6 })),
  ]
  const sides = entries.map((): WordsSide => undefined)
  const order = entries.map((_, place) => place)
  const isAhead = (place: number) => (entries[place]?.x ?? 0) > now
  order.sort((a, b) => {
    if (isAhead(a) !== isAhead(b)) return isAhead(a) ? -1 : 1
    const far = (place: number) => Math.abs((entries[place]?.x ?? 0) - now)
    return far(a) - far(b)
  })
  for (const place of order) {
    const { x, width } = entries[place] as PlacedEntry
    const spans = [
      { side: 'right' as const, from: x + gap * 0.7, to: x + gap + width },
      { side: 'left' as const, from: x - gap - width, to: x - gap * 0.7 },
    ]
    const free = spans.find(
      ({ from, to }) => from >= 0 && to <= end && taken.every((other) => other.to <= from || other.from >= to),
    )
    if (!free) continue
    sides[place] = free.side
    taken.push({ from: free.from, to: free.to })
  }
  return sides
}

/** Steps of a clock face a time axis may have, ms. */
const TICKS_MS = [5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS)

/** Full times on the axis, counted from `dayStart`, at least `least` pixels apart; those too near to now are left out. Pure. */
export function axisTicks(
  { from, to }: Pick<RoomTimeline, 'from' | 'to'>,
  width: number,
  least: number,
  now: number,
  dayStart: number,
): readonly number[] {
  const perMs = width / (to - from)
  const step = TICKS_MS.find((one) => one * perMs >= least) ?? (TICKS_MS.at(-1) as number)
  const first = dayStart + Math.ceil((from - dayStart) / step) * step
  const count = Math.max(0, Math.floor((to - first) / step) + 1)
  return Array.from({ length: count }, (_, place) => first + place * step).filter((at) => Math.abs(at - now) * perMs >= least * 0.6)
}
