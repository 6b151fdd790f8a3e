import type { Catalogue } from '#contract/catalogue.ts'
import type { Step } from '#contract/duration.ts'
import { type Metric, sensitivityOf } from '#contract/metric.ts'
import type { OpenAudience, OpenCatalogueFigure, OpenFigure, OpenList, OpenScene, Protection } from '#contract/open.ts'
import type { CityModel } from '../hub/hub-port.ts'
import { type AreaShape, areaShape, unionShape } from './area-shape.ts'

/** A figure that leaves the house, with everything looked up. */
export interface PlannedFigure {
  readonly metric: Metric
  readonly figure: OpenFigure
  readonly step: Step
  readonly form: OpenCatalogueFigure['form']
  /** The areas it is published for, the city first. */
  readonly areas: readonly string[]
}

export interface ProtectedFigure extends PlannedFigure {
  readonly protect: Protection
  readonly shape: AreaShape
  /** Metrics whose city figure must be visible for this one to be: those a rate of the city is made of. */
  readonly follows: readonly string[]
}

/** A whole and its parts, by metric. */
export interface Whole {
  readonly whole: string
  readonly parts: readonly string[]
}

/** Figures that are released together and hide the same areas, since each of them tells something of the others. */
export interface ProtectedGroup {
  readonly figures: readonly ProtectedFigure[]
  readonly step: Step
  readonly shape: AreaShape
  readonly threshold: number
  readonly wholes: readonly Whole[]
}

/** What is published, to whom, and how: worked out once from the city's files. */
export interface OpenPlan {
  readonly scenes: readonly OpenScene[]
  /** Unprotected figures by metric. */
  readonly plain: ReadonlyMap<string, PlannedFigure>
  readonly groups: readonly ProtectedGroup[]
}

/** True when a metric may be shown to an audience at all: it names it, and it is of the open level. */
export function isOpenTo(metric: Metric, audience: OpenAudience): boolean {
  return metric.audiences.includes(audience) && sensitivityOf(metric) === 'open'
}

/**
 * The plan of a city. A figure is in it only where open.json lists it in a scene and its metric is open to that scene's
 * audience: the files are checked for this when they are loaded, and held to it here once more.
 */
export function openPlan(catalogue: Pick<Catalogue, 'metrics'>, open: OpenList, model: CityModel): OpenPlan {
  const listed = new Map(open.figures.map((figure) => [figure.metric, figure]))
  const scenes = open.scenes
    .map((scene) => ({
      ...scene,
      figures: scene.figures.filter((id) => {
        const metric = model.metrics.get(id)
        return metric !== undefined && listed.has(id) && isOpenTo(metric, scene.audience)
      }),
    }))
    .filter(({ figures }) => figures.length > 0)
  const shown = new Set(scenes.flatMap(({ figures }) => figures))
  const metrics = catalogue.metrics.filter(({ id }) => shown.has(id))
  const plain = metrics.flatMap((metric) => {
    const figure = listed.get(metric.id) as OpenFigure
    return figure.protect === false ? [plainFigure(metric, figure, model)] : []
  })
  const guarded = metrics.flatMap((metric) => {
    const figure = listed.get(metric.id) as OpenFigure
    return figure.protect === false ? [] : [protectedFigure(metric, figure, figure.protect, model)]
  })
  return {
    scenes,
    plain: new Map(plain.map((figure) => [figure.metric.id, figure])),
    groups: grouped(guarded, open.wholes ?? []),
  }
}

function plainFigure(metric: Metric, figure: OpenFigure, model: CityModel): PlannedFigure {
  const { carries } = model.metricAreas(metric.id)
  const { codes } = areaShape('everything', figure.depth, { tree: model.tree, metricAreas: () => wholeTree(model) })
  const isRunning = metric.headline !== undefined && metric.headline !== metric.period
  const form = isRunning ? 'running-total' : metric.kind === 'counter' ? 'total' : 'level'
  return { metric, figure, step: metric.headline ?? metric.period, form, areas: codes.filter((code) => carries.has(code)) }
}

/** Every area a member of its parent, those that overlap included: what is not added up may stand beside what it overlaps. */
function wholeTree({ tree }: CityModel): ReturnType<CityModel['metricAreas']> {
  const carries = new Set(tree.byCode.keys())
  return { reports: carries, carries, members: (code) => tree.children(code).map((child) => child.code), expected: () => 0 }
}

function protectedFigure(metric: Metric, figure: OpenFigure, protect: Protection, model: CityModel): ProtectedFigure {
  const shape = areaShape(metric.id, figure.depth, model)
  const links = [protect.numerator, protect.denominator].filter((id) => id !== undefined)
  const form = addsUpOverTime(metric) ? 'total' : 'level'
  const follows = figure.depth === 'city' ? links : []
  return { metric, figure, step: figure.step ?? metric.period, form, areas: shape.codes, protect, shape, follows }
}

/** True when a longer window of the metric is the sum of its base windows, of value or of both parts. */
export function addsUpOverTime({ rollUp }: Pick<Metric, 'rollUp'>): boolean {
  return rollUp.time === 'sum' || rollUp.time === 'ratio' || rollUp.time === 'mean'
}

/** Figures that tell something of each other in one group: a whole and its parts, a rate and what it is made of. */
function grouped(figures: readonly ProtectedFigure[], wholes: readonly Whole[]): readonly ProtectedGroup[] {
  const ties = [
    ...wholes.map(({ whole, parts }) => [whole, ...parts]),
    ...figures.map(({ metric, protect, figure }) => {
      const links = figure.depth === 'city' ? [] : [protect.numerator, protect.denominator]
      return [metric.id, ...links.filter((id) => id !== undefined)]
    }),
  ]
  const sets: Set<string>[] = []
  for (const tie of ties) {
    const touched = sets.filter((set) => tie.some((id) => set.has(id)))
    for (const set of touched) sets.splice(sets.indexOf(set), 1)
    sets.push(new Set([...tie, ...touched.flatMap((set) => [...set])]))
  }
  const groups = sets.flatMap((set): ProtectedGroup[] => {
    const members = figures.filter(({ metric }) => set.has(metric.id))
    const [first] = members
    if (!first) return []
    const known = wholes.filter(({ whole, parts }) =>
      [whole, ...parts].every((id) => members.some(({ metric }) => metric.id === id)),
    )
    return [
      {
        figures: members,
        step: first.step,
        shape: unionShape(members.map(({ shape }) => shape)),
        threshold: Math.max(...members.map(({ protect }) => protect.threshold)),
        wholes: known,
      },
    ]
  })
  // Those that follow come after those they follow.
  return groups.sort((one, other) => followers(one) - followers(other))
}

function followers({ figures }: ProtectedGroup): number {
  return figures.some(({ follows }) => follows.length > 0) ? 1 : 0
}
