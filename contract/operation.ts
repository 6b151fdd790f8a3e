import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'

/** How a part of the running product is: as it should be, worth a look, wrong, or not to be told at the moment. */
export const CHECK_STATES = ['good', 'look', 'wrong', 'unknown'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** One thing an operator looks at, in a sentence. */
export const CheckSchema = Type.Object(
  {
    id: Type.String(),
    state: Type.Enum(CHECK_STATES),
    names: NamesSchema,
    says: NamesSchema,
    remedy: Type.Optional(NamesSchema),
  },
  { additionalProperties: false, $id: 'check', description: 'One part of the running product, and how it is.' },
)
export type Check = Static<typeof CheckSchema>

/** Answer of GET /api/operation: what is wrong comes first. Of the server that was asked; others of a cluster say their own. */
export const OperationSchema = Type.Object(
  { at: Type.Integer(), startedAt: Type.Integer(), checks: Type.Array(CheckSchema) },
  { additionalProperties: false, $id: 'operation', description: 'How the running product is; what is wrong comes first.' },
)
export type Operation = Static<typeof OperationSchema>
