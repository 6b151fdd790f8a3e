import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Metric } from '#contract/metric.ts'

const FactsSchema = Type.Object(
  {
    typical: Type.Number({ description: 'Typical city value; of counters shorter than a day, the total of a day.' }),
    spread: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        description: 'Of means: how far areas lie from the city for good, as a share; 0.12 if absent.',
      }),
    ),
    profile: Type.Optional(Type.String({ description: 'Rhythm over hours and weekdays, one of profiles.json; flat if absent.' })),
    swing: Type.Optional(Type.Number({ description: 'Exponent on the rhythm: 1 follows it, 0.3 mildly, -0.2 runs against it.' })),
    by: Type.Optional(
      Type.Union([Type.Literal('population'), Type.Literal('area'), Type.Literal('gdp'), Type.Literal('none')], {
        description: 'How the city value is shared among areas; none gives every area a level of its own.',
      }),
    ),
    noise: Type.Optional(Type.Number({ description: 'Relative wobble, 0.05 if absent; of ratios, of what is missing to 100 %.' })),
    base: Type.Optional(Type.Number({ description: 'What the city’s rate or mean is taken over in one report.' })),
    exact: Type.Optional(Type.Boolean({ description: 'Areas sum to the typical value exactly, by largest remainder.' })),
    is: Type.Optional(
      Type.Union([Type.Literal('rain'), Type.Literal('gust'), Type.Literal('warnings'), Type.Literal('stage')], {
        description: 'The figure is the weather itself: rain mm/h, gust m/s, warnings in force, or a tidal river stage in m.',
      }),
    ),
    severityOf: Type.Optional(
      Type.String({ description: 'Lowest level of the events counted by that metric; typical when none.' }),
    ),
    weather: Type.Optional(
      Type.Object(
        {
          rain: Type.Optional(
            Type.Number({ description: 'Relative change per mm/h of rain; of percentages above 70, of what is missing to 100.' }),
          ),
          wet: Type.Optional(Type.Number({ description: 'Added per mm of three-hour rain beyond 15 mm.' })),
          gust: Type.Optional(Type.Number({ description: 'Relative change per m/s of gust beyond 12.' })),
          heat: Type.Optional(Type.Number({ description: 'Relative change per °C above 26.' })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

/** What the simulator knows of a metric besides the catalogue: how large it is, its rhythm, and what the weather does to it. */
export type Facts = Static<typeof FactsSchema>

const ModelFileSchema = Type.Object(
  { source: Type.Optional(Type.String()), metrics: Type.Record(Type.String(), FactsSchema) },
  { additionalProperties: false },
)

const modelFile = Compile(ModelFileSchema)
const MODEL = fileURLToPath(new URL('model', import.meta.url))

/** Facts of all metrics the simulator was told about, by metric id. Throws Error naming the file that is not of its form. */
export function readFacts(folder = MODEL): ReadonlyMap<string, Facts> {
  const all = new Map<string, Facts>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'profiles.json')) {
    const value: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    if (!modelFile.Check(value)) {
      const [error] = modelFile.Errors(value)
      throw new Error(`${join(folder, name)}${error?.instancePath ?? ''}: ${error?.message ?? 'is not of its form'}`)
    }
    for (const [id, facts] of Object.entries(value.metrics)) all.set(id, facts)
  }
  return all
}

/** Where in its plausible range a metric that nobody described lies: good, but not perfect. */
const PLACE_IN_RANGE: Record<Metric['direction'], number> = { up: 0.75, down: 0.2, none: 0.45 }

/** Facts for a metric nobody described, from the catalogue alone, so that any city can be simulated. */
export function guessFacts(metric: Metric): Facts {
  const [low, high] = metric.range
  const typical = low + (high - low) * PLACE_IN_RANGE[metric.direction]
  const isShared = metric.rollUp.area === 'sum'
  return { typical, profile: metric.kind === 'counter' ? 'day' : 'flat', by: isShared ? 'population' : 'none', noise: 0.06 }
}
