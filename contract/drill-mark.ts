import { type Static, Type } from 'typebox'
import { NamesSchema } from './names.ts'

/** Header of every answer of a shadow city: which drill is played there. The real city never sends it. */
export const DRILL_HEADER = 'guanlan-drill'

/** Which drill a city is the shadow of. A city without one is the real one. */
export const DrillMarkSchema = Type.Object(
  { id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }), names: NamesSchema },
  { additionalProperties: false, description: 'There only in a shadow city: nothing here is real.' },
)
export type DrillMark = Static<typeof DrillMarkSchema>
