import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Overlay } from './overlay.ts'

const ObserveStepSchema = Type.Object({
  at: Type.Number({ minimum: 0, description: 'Seconds of scenario time since its start.' }),
  kind: Type.Literal('observe'),
  metric: Type.String(),
  area: Type.String({ description: 'A reporting area, or one around several: the value is then the whole’s.' }),
  value: Type.Number(),
  ramp: Type.Number({ minimum: 0, description: 'Seconds in which the value is reached.' }),
  per: Type.Optional(
    Type.Union([Type.Literal('hour'), Type.Literal('day'), Type.Literal('total')], {
      description: 'Of counters: the value is a rate per hour or day, or what today’s total grows by since the start.',
    }),
  ),
})
const FaultStepSchema = Type.Object({
  at: Type.Number({ minimum: 0 }),
  kind: Type.Literal('fault'),
  target: Type.String({ description: 'feed:PREFIX means all metrics whose id starts with it.' }),
  fault: Type.String(),
  for: Type.Number({ minimum: 0, description: 'Seconds.' }),
})
/** Steps that people and rooms play; they stand here for whoever runs the command side, and move no figure. */
const OtherStepSchema = Type.Object({ at: Type.Number({ minimum: 0 }), kind: Type.String() })

const ScenarioSchema = Type.Object({
  id: Type.String(),
  names: Type.Object({ zh: Type.String(), en: Type.String() }),
  duration: Type.Number({ exclusiveMinimum: 0, description: 'Seconds.' }),
  steps: Type.Array(Type.Union([ObserveStepSchema, FaultStepSchema, OtherStepSchema])),
})

/** A script of what happens to a city: figures that rise and fall, feeds that fail. */
export type Scenario = Static<typeof ScenarioSchema>
export type ObserveStep = Static<typeof ObserveStepSchema>
export type FaultStep = Static<typeof FaultStepSchema>

const scenarioFile = Compile(ScenarioSchema)
/** The drills of every city of the product. */
const CITIES = fileURLToPath(new URL('../dashboards', import.meta.url))
const scenarioFiles = () => globSync('*/drills/*.json', { cwd: CITIES })

/** Ids of the scenarios there are. */
export function scenarioIds(): string[] {
  return scenarioFiles()
    .map((file) => basename(file, '.json'))
    .sort()
}

/** Reads a scenario by id, or by the path of a file. Throws Error naming what there is, or the place that is wrong. */
export function readScenario(idOrPath: string): Scenario {
  const file = scenarioFiles().find((one) => basename(one, '.json') === idOrPath)
  const path = idOrPath.endsWith('.json') ? idOrPath : file && `${CITIES}/${file}`
  if (path === undefined || !existsSync(path))
    throw new Error(`There is no scenario "${idOrPath}"; choose one of ${scenarioIds().join(', ')}.`)
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (scenarioFile.Check(value)) return value
  const [error] = scenarioFile.Errors(value)
  throw new Error(`${path}${error?.instancePath ?? ''}: ${error?.message ?? 'is not of its form'}`)
}

/** After a scenario has ended the city is itself again after so many seconds of scenario time. */
const RECOVERY_SECONDS = 1800

/** A scenario on the clock: when it began, and how many of its seconds pass in a second. */
export interface ScenarioClock {
  readonly startedAt: number
  readonly speed: number
}

/** The scenario's effect on figures, as an overlay over the city. */
export function scenarioOverlay(scenario: Scenario, { startedAt, speed }: ScenarioClock): Overlay {
  const tracks = new Map<string, ObserveStep[]>()
  const touched = new Set<string>()
  for (const step of scenario.steps.filter(isObserve)) {
    const name = `${step.metric}@${step.area}`
    touched.add(step.metric)
    tracks.set(
      name,
      [...(tracks.get(name) ?? []), step].sort((a, b) => a.at - b.at),
    )
  }
  const secondsAt = (at: number): number => ((at - startedAt) / 1000) * speed
  return {
    touches: (metric) => touched.has(metric),
    moves: (metric, areas, at) => {
      const seconds = secondsAt(at)
      if (seconds >= scenario.duration + RECOVERY_SECONDS) return []
      return areas
        .flatMap((area) => tracks.get(`${metric}@${area}`) ?? [])
        .filter((step) => step.per !== 'total' && step.at <= seconds)
        .sort((a, b) => a.at - b.at)
        .map((step) => ({
          area: step.area,
          to: perDay(step),
          progress: step.ramp > 0 ? Math.min(1, (seconds - step.at) / step.ramp) : 1,
        }))
    },
    strength: (at) => Math.min(1, Math.max(0, 1 - (secondsAt(at) - scenario.duration) / RECOVERY_SECONDS)),
    added: (metric, area, at) => {
      const track = tracks.get(`${metric}@${area}`)?.filter(({ per }) => per === 'total')
      if (!track) return 0
      const seconds = Math.min(secondsAt(at), scenario.duration)
      let total = 0
      for (const step of track) {
        if (step.at > seconds) break
        const progress = step.ramp > 0 ? Math.min(1, (seconds - step.at) / step.ramp) : 1
        total += (step.value - total) * progress
      }
      return Math.max(0, total)
    },
  }
}

/** Prefixes of metric ids whose feeds the scenario keeps silent at `at`. */
export function silencedFeeds(scenario: Scenario, { startedAt, speed }: ScenarioClock, at: number): string[] {
  const seconds = ((at - startedAt) / 1000) * speed
  return scenario.steps
    .filter(isFault)
    .filter((step) => step.fault === 'silence' && step.target.startsWith('feed:'))
    .filter((step) => seconds >= step.at && seconds < step.at + step.for)
    .map((step) => step.target.slice('feed:'.length))
}

export function isObserve(step: Scenario['steps'][number]): step is ObserveStep {
  return step.kind === 'observe'
}

export function isFault(step: Scenario['steps'][number]): step is FaultStep {
  return step.kind === 'fault'
}

/** Counters are simulated by their day; a rate per hour is a day's twenty-fourth. */
function perDay({ value, per }: ObserveStep): number {
  return per === 'hour' ? value * 24 : value
}
