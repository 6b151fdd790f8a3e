import { type Static, Type } from 'typebox'
import { StepSchema } from './duration.ts'
import { FRESHNESSES } from './freshness.ts'

/** How much of an area is in a figure: members that reported in the window, of those expected to. */
export const CoverageSchema = Type.Object(
  { reported: Type.Integer({ minimum: 0 }), expected: Type.Integer({ minimum: 0 }) },
  { additionalProperties: false, description: 'Reporting areas in the window, of those expected. reported < expected is partial.' },
)
export type Coverage = Static<typeof CoverageSchema>

export const FreshnessSchema = Type.Enum(FRESHNESSES)

/**
 * A series' value for one window, at one revision. Times are epoch ms UTC; `window` is [start, end).
 * `value` is null when there is nothing to divide by or nothing was observed: null is never zero.
 * `numerator` and `denominator` are there for ratio and mean metrics only; `value` is `scale × numerator ÷ denominator`.
 */
export const PointSchema = Type.Object(
  {
    metric: Type.String(),
    area: Type.String(),
    step: StepSchema,
    window: Type.Union([Type.Tuple([Type.Integer(), Type.Integer()]), Type.Null()]),
    value: Type.Union([Type.Number(), Type.Null()]),
    numerator: Type.Optional(Type.Number()),
    denominator: Type.Optional(Type.Number()),
    observedAt: Type.Union([Type.Integer(), Type.Null()]),
    freshness: FreshnessSchema,
    coverage: CoverageSchema,
    revision: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false, $id: 'point', description: 'The value of a series for one window at one revision.' },
)
export type Point = Static<typeof PointSchema>
