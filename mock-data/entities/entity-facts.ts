import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { STEP_MS, type Step } from '#contract/duration.ts'
import type { EntityKind } from '#contract/entity-kind.ts'

const AttributeFactsSchema = Type.Union([
  Type.Object({ pattern: Type.String({ description: '? is a letter, # a digit.' }) }, { additionalProperties: false }),
  Type.Object(
    { range: Type.Tuple([Type.Number(), Type.Number(), Type.Number()], { description: 'Least, most, step.' }) },
    { additionalProperties: false },
  ),
  Type.Object({ choice: Type.Array(Type.String(), { minItems: 1 }) }, { additionalProperties: false }),
])
export type AttributeFacts = Static<typeof AttributeFactsSchema>

const EntityFactsSchema = Type.Object(
  {
    perTown: Type.Integer({ minimum: 0, description: 'How many there are in a town of middling size.' }),
    ways: Type.Optional(
      Type.Enum(['calls', 'rounds', 'line'], {
        description: 'calls: out from a station and back; rounds: through its own town; line: between two towns.',
      }),
    ),
    kmPerHour: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    everyS: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'Seconds between two reports of where it is.' })),
    attributes: Type.Optional(Type.Record(Type.String(), AttributeFactsSchema)),
  },
  { additionalProperties: false },
)
const FileSchema = Type.Object(
  { source: Type.Optional(Type.String()), kinds: Type.Record(Type.String(), EntityFactsSchema) },
  { additionalProperties: false },
)
const file = Compile(FileSchema)

/** What the simulator knows of a kind: how many there are, how they move, how often they say so. */
export interface EntityFacts {
  readonly perTown: number
  /** Undefined for what stands still. */
  readonly motion: { readonly ways: 'calls' | 'rounds' | 'line'; readonly metresPerSecond: number } | undefined
  readonly everyMs: number
  readonly attributes: Readonly<Record<string, AttributeFacts>>
}

/** Things nobody described, in a town. */
const GUESSED_PER_TOWN = 3
/** A kind nobody described moves like a bicycle in the rain. */
const GUESSED_KM_PER_HOUR = 20

const METRES_PER_SECOND = 1 / 3.6

/** Facts of kinds by id. Throws Error naming the file when it is not of its form. */
export function readEntityFacts(path = fileURLToPath(new URL('kinds.json', import.meta.url))): Static<typeof FileSchema>['kinds'] {
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (file.Check(value)) return value.kinds
  const [error] = file.Errors(value)
  throw new Error(`${path}${error?.instancePath ?? ''}: ${error?.message ?? 'is not of its form'}`)
}

/** The facts of a kind, made up from what the catalogue says where nobody described it: any city can be simulated. */
export function factsOf(kind: EntityKind, known: ReturnType<typeof readEntityFacts>): EntityFacts {
  const facts = known[kind.id] ?? { perTown: GUESSED_PER_TOWN }
  const promiseMs = STEP_MS[kind.promise as Step]
  const speed = (facts.kmPerHour ?? GUESSED_KM_PER_HOUR) * METRES_PER_SECOND
  return {
    perTown: facts.perTown,
    motion: kind.moves ? { ways: facts.ways ?? 'rounds', metresPerSecond: speed } : undefined,
    // What stands still says so three times within its promise; what moves, three times as well where nobody knows better.
    everyMs: facts.everyS === undefined ? promiseMs / 3 : facts.everyS * 1000,
    attributes: facts.attributes ?? {},
  }
}
