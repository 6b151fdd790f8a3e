import type { Step } from '#contract/duration.ts'
import { type Freshness, freshnessOf } from '#contract/freshness.ts'
import { promiseMs } from '#contract/metric.ts'
import type { OpenBlock, OpenBlockFigure, OpenScene } from '#contract/open.ts'
import { seriesKey } from '#contract/series.ts'
import type { WindowCalendar } from '#contract/window.ts'
import type { Hub } from '../hub/hub-port.ts'
import type { OpenPlan, PlannedFigure, ProtectedFigure } from './open-plan.ts'
import { MISSING_PATIENCE_MS, SETTLED_AFTER_MS } from './pace.ts'
import { type Release, rounded } from './release.ts'

/** A city figure over time: [window start, value]. */
export type Curve = OpenBlockFigure['curve']

export interface BlockParts {
  readonly plan: OpenPlan
  readonly hub: Pick<Hub, 'latest' | 'model'>
  /** Releases of a protected figure, oldest first. */
  releases(metric: string): readonly Release[]
  /** The city's curve of an unprotected figure. */
  curve(metric: string): Curve
}

/** The figures of a scene as they are published at `now`. Whatever is not in the plan is not in the block. */
export function blockFigures(scene: OpenScene, parts: BlockParts, now: number): OpenBlockFigure[] {
  const guarded = new Map(parts.plan.groups.flatMap(({ figures }) => figures.map((figure) => [figure.metric.id, figure] as const)))
  return scene.figures.flatMap((id) => {
    const plain = parts.plan.plain.get(id)
    if (plain) return [plainFigure(plain, parts, now)]
    const figure = guarded.get(id)
    return figure ? [releasedFigure(figure, parts, now)] : []
  })
}

export type BlockFrame = Pick<OpenBlock, 'at' | 'window' | 'closed' | 'previous'>

export function openBlock({ id, audience }: OpenScene, figures: OpenBlockFigure[], frame: BlockFrame): OpenBlock {
  return { scene: id, audience, ...frame, figures }
}

function plainFigure({ metric, step, areas }: PlannedFigure, { hub, curve }: BlockParts, now: number): OpenBlockFigure {
  const points = areas.map((area) => hub.latest(seriesKey(metric.id, area, step)))
  const [root] = points
  return {
    metric: metric.id,
    step,
    window: root?.window ?? null,
    observedAt: root?.observedAt ?? null,
    freshness: freshnessOf(root?.observedAt ?? undefined, promiseMs(metric), now),
    coverage: root?.coverage ?? { reported: 0, expected: 0 },
    cells: points.map(({ area, value }) => ({ area, value: rounded(value, metric.decimals) })),
    curve: curve(metric.id),
  }
}

function releasedFigure({ metric, step, areas }: ProtectedFigure, { hub, releases }: BlockParts, now: number): OpenBlockFigure {
  const all = releases(metric.id)
  const newest = all.at(-1)
  const curve = all.map(({ window, cells }): Curve[number] => [window[0], cells[0]?.value ?? null])
  if (!newest) {
    const cells = areas.map((area) => ({ area, value: null }))
    return {
      metric: metric.id,
      step,
      window: null,
      observedAt: null,
      freshness: 'empty',
      coverage: { reported: 0, expected: 0 },
      cells,
      curve,
    }
  }
  const { window, observedAt, coverage, cells } = newest
  const freshness = releaseFreshness(window[1], step, hub.model.calendar, now)
  return { metric: metric.id, step, window: [...window], observedAt, freshness, coverage, cells: [...cells], curve }
}

/** A release is live until the next one is due and had time to come, late for one window more, then silent. */
export function releaseFreshness(end: number, step: Step, calendar: WindowCalendar, now: number): Freshness {
  const due = calendar.end(step, end) + SETTLED_AFTER_MS + MISSING_PATIENCE_MS
  if (now < due) return 'live'
  return now < calendar.end(step, calendar.end(step, end)) + MISSING_PATIENCE_MS ? 'late' : 'silent'
}
