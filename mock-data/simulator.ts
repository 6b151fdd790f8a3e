import { type AreaTree, areaTree, type Catalogue, metricAreas } from '#contract/catalogue.ts'
import { STEP_MS, type Step } from '#contract/duration.ts'
import { type WindowCalendar, windowCalendar } from '#contract/window.ts'
import type { CityState } from './city-state.ts'
import { incrementOf } from './count.ts'
import { type Facts, guessFacts } from './facts.ts'
import { levelOf } from './level.ts'
import { localWeather, placeOf } from './local-weather.ts'
import { keyOf } from './noise.ts'
import { CALM, type Overlay } from './overlay.ts'
import type { Profile } from './profile.ts'
import { makeShares } from './shares.ts'
import type { Figure, SimulatedMetric } from './simulated-metric.ts'
import { makeSky, type Weather } from './weather.ts'

/** A city that says what its sources would: pure in time, so any moment can be asked for in any order. */
export interface Simulator {
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly metrics: readonly SimulatedMetric[]
  /** What a reporting area says of a gauge at `at`; undefined where it has nothing to say. */
  level(metric: SimulatedMetric, area: string, at: number): Figure | undefined
  /** What a counter of a reporting area grew by from `from` to `to`; whole numbers where the metric has no decimals. */
  increment(metric: SimulatedMetric, area: string, from: number, to: number): Figure | undefined
  /** The weather over an area, with the scenario's in it. */
  weather(area: string, at: number): Weather
}

export interface SimulatorInput {
  readonly catalogue: Catalogue
  readonly facts: ReadonlyMap<string, Facts>
  readonly profiles: ReadonlyMap<string, Profile>
  readonly seed: number
  readonly overlay?: Overlay
}

export function simulateCity({ catalogue, facts: known, profiles, seed, overlay = CALM }: SimulatorInput): Simulator {
  const tree = areaTree(catalogue.areas)
  const calendar = windowCalendar(catalogue.city.timeZone)
  const shares = makeShares(seed, tree)
  const drawn = drawnMetrics(catalogue)
  const metrics = catalogue.metrics.map((metric): SimulatedMetric => {
    const areas = metricAreas(metric, tree)
    const facts = known.get(metric.id) ?? guessFacts(metric)
    return {
      metric,
      facts,
      areas,
      key: keyOf(seed, metric.id),
      periodMs: STEP_MS[metric.period as Step],
      isDrawn: drawn.has(metric.id),
    }
  })
  const byId = new Map(metrics.map((simulated) => [simulated.metric.id, simulated]))
  const rainId = metrics.find(({ facts }) => facts.is === 'rain')?.metric.id
  const gustId = metrics.find(({ facts }) => facts.is === 'gust')?.metric.id
  const weather = localWeather(tree, makeSky(seed, placeOf(tree, tree.root.code)), overlay, { rainId, gustId })
  const city: CityState = {
    tree,
    calendar,
    shares,
    profiles,
    overlay,
    weather,
    byId,
    census: catalogue.city.census,
    days: new Map(),
    splits: new Map(),
    members: new Map(),
  }
  return {
    tree,
    calendar,
    metrics,
    weather,
    level: (metric, area, at) => levelOf(city, metric, area, at),
    increment: (metric, area, from, to) => incrementOf(city, metric, area, from, to),
  }
}

/** Metrics whose course through the day some scene draws. */
function drawnMetrics(catalogue: Catalogue): ReadonlySet<string> {
  const panels = catalogue.scenes.flatMap((scene) => Object.values(scene.panels))
  return new Set(panels.flatMap((panel) => (panel.type === 'trend' ? [panel.metric] : [])))
}
