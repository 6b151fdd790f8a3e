import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'

/**
 * How a control stands: met by the product as it runs now, partly met, not met, to be done outside the product, or unknown
 * because what it is judged by could not be read.
 */
export const CONTROL_STATES = ['met', 'partly', 'not-met', 'outside', 'unknown'] as const
export type ControlState = (typeof CONTROL_STATES)[number]

/** One control of the checklist, with what shows it now. */
export const ControlSchema = Type.Object(
  {
    id: Type.String(),
    clause: Type.String({ description: 'The clause it answers, such as GB/T 22239-2019 8.1.4.1.' }),
    names: NamesSchema,
    asks: NamesSchema,
    does: NamesSchema,
    state: Type.Enum(CONTROL_STATES),
    evidence: Type.Array(NamesSchema, { description: 'What the running product shows now, in sentences.' }),
    outside: Type.Optional(NamesSchema),
  },
  { additionalProperties: false, $id: 'control', description: 'One control, with what shows it now.' },
)
export type Control = Static<typeof ControlSchema>

/** Answer of GET /api/posture. It reports what the product sees of itself; it is no certificate of anything. */
export const PostureSchema = Type.Object(
  { at: Type.Integer(), disclaimer: NamesSchema, controls: Type.Array(ControlSchema) },
  { additionalProperties: false, $id: 'posture', description: 'How the controls stand, by what the product sees of itself.' },
)
export type Posture = Static<typeof PostureSchema>
