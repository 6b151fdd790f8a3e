import { type Static, Type } from 'typebox'
import { ENROLLED_DISPLAYS } from './open-pairing.ts'

/** An enrolled screen as directors see it. */
export const ScreenSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    display: Type.Enum(ENROLLED_DISPLAYS),
    area: Type.String({ description: 'Area code: it shows this area and what lies in it.' }),
    enrolledAt: Type.Integer({ description: 'Epoch ms.' }),
    enrolledBy: Type.String(),
    seenAt: Type.Union([Type.Integer(), Type.Null()], {
      description: 'When it last asked for something, epoch ms, to the minute; null until it has collected its token.',
    }),
  },
  { additionalProperties: false, $id: 'screen', description: 'A wall or office screen that is enrolled.' },
)
export type Screen = Static<typeof ScreenSchema>
