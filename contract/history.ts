import { type Static, Type } from 'typebox'
import { StepSchema } from './duration.ts'
import { PointSchema } from './point.ts'

export const LatestAnswerSchema = Type.Object(
  { epoch: Type.String(), revision: Type.Integer(), at: Type.Integer(), points: Type.Array(PointSchema) },
  { additionalProperties: false, $id: 'latest-answer', description: 'The newest settled point of each series asked for.' },
)
export type LatestAnswer = Static<typeof LatestAnswerSchema>

/**
 * The points of one series between two instants, oldest first, one for each window in which something was observed.
 * `asOf` is the revision the answer is true for: points carry the value known then, not the one corrected since.
 */
export const HistoryAnswerSchema = Type.Object(
  {
    epoch: Type.String(),
    asOf: Type.Integer({ description: 'Revision the answer is as known at.' }),
    metric: Type.String(),
    area: Type.String(),
    step: StepSchema,
    points: Type.Array(PointSchema),
  },
  { additionalProperties: false, $id: 'history-answer' },
)
export type HistoryAnswer = Static<typeof HistoryAnswerSchema>

/** Most points one history request answers with. */
export const MAX_HISTORY_POINTS = 50_000
