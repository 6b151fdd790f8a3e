import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'

/** The middle of what several rounds measured, and how far they lie apart; in the unit of the row, or a ratio without one. */
export const SpreadSchema = Type.Object({ median: Type.Number(), min: Type.Number(), max: Type.Number() })
export type Spread = Static<typeof SpreadSchema>

/** What a row is held to: the median of the figure itself, or of its ratio to the baseline, is at least or at most a number. */
export const TargetSchema = Type.Object({
  of: Type.Union([Type.Literal('figure'), Type.Literal('ratio')]),
  is: Type.Union([Type.Literal('at least'), Type.Literal('at most')]),
  value: Type.Number(),
})
export type Target = Static<typeof TargetSchema>

/** One figure of a bench over its rounds, beside what the same rounds measured of its baseline. */
export const BenchRowSchema = Type.Object({
  /** What is measured, in a few words: `durable rows through the door`. */
  measure: Type.String({ minLength: 1 }),
  /** `ms`, `rows/s`, `KB`, `share`… */
  unit: Type.String({ minLength: 1 }),
  /** Where on a curve the figure lies: `{ of: 'retained points', value: 1000000 }`; null beside no curve. */
  at: Type.Union([Type.Object({ of: Type.String({ minLength: 1 }), value: Type.Number() }), Type.Null()]),
  ...SpreadSchema.properties,
  /** How many rounds the median is of. */
  rounds: Type.Integer({ minimum: 1 }),
  baseline: Type.Union([Type.Object({ name: Type.String({ minLength: 1 }), ...SpreadSchema.properties }), Type.Null()]),
  /** The figure divided by the baseline's, round by round. */
  ratio: Type.Union([SpreadSchema, Type.Null()]),
  target: Type.Union([TargetSchema, Type.Null()]),
  /** Whether the target is met; null where there is none. */
  met: Type.Union([Type.Boolean(), Type.Null()]),
})
export type BenchRow = Static<typeof BenchRowSchema>

/** What figures were measured on; memory in bytes. */
export const MachineSchema = Type.Object({
  cpu: Type.String(),
  cores: Type.Integer({ minimum: 1 }),
  memory: Type.Integer({ minimum: 1 }),
  node: Type.String(),
  os: Type.String(),
})
export type Machine = Static<typeof MachineSchema>

/** One run of a bench, whole: enough to run it again and to judge what another run says. */
export const BenchResultSchema = Type.Object({
  bench: Type.String({ minLength: 1 }),
  /** The command that prints these figures. */
  command: Type.String({ pattern: '^npm run ' }),
  /** When the run ended, ISO 8601 in UTC. */
  at: Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z$' }),
  /** The commit that was measured; `changed` where files differed from it, and null outside a repository. */
  commit: Type.Union([Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{7,64}$' }), changed: Type.Boolean() }), Type.Null()]),
  machine: MachineSchema,
  settings: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String()])),
  rows: Type.Array(BenchRowSchema, { minItems: 1 }),
  /** Sentences a reader needs beside the figures: what they do not show, what bends where and why. */
  notes: Type.Array(Type.String({ minLength: 1 })),
})
export type BenchResult = Static<typeof BenchResultSchema>

/** What was read from somewhere, as a result. Throws an Error that names `where`, the field and what is wrong with it. */
export function checkBenchResult(read: unknown, where: string): BenchResult {
  if (Value.Check(BenchResultSchema, read)) return read
  const [first] = Value.Errors(BenchResultSchema, read)
  throw new Error(`${where} is not the result of a bench: ${first?.instancePath || 'it'} ${first?.message ?? 'is wrong'}`)
}
