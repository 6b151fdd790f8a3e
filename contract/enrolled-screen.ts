import { type Static, Type } from 'typebox'
import type { DisplayClass } from './display-class.ts'

/** The kinds of screen that are enrolled; a desk and a phone belong to a person. */
export const ENROLLED_DISPLAYS = ['wall', 'office'] as const satisfies readonly DisplayClass[]
export type EnrolledDisplay = (typeof ENROLLED_DISPLAYS)[number]

/** An enrolled screen as directors see it. */
export const EnrolledScreenSchema = Type.Object(
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
export type EnrolledScreen = Static<typeof EnrolledScreenSchema>
