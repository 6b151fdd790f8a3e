import { type Static, Type } from 'typebox'

/** An RFC 9457 problem. `type` is `/problems/<code>`; `instance` is the request id to quote to the operator. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.String(),
    detail: Type.String(),
    instance: Type.Optional(Type.String()),
    until: Type.Optional(Type.Integer({ description: 'Before this, epoch ms, it is of no use to ask again.' })),
    errors: Type.Optional(Type.Array(Type.Object({ path: Type.String(), sentence: Type.String() }))),
  },
  { $id: 'problem', description: 'RFC 9457 problem details.' },
)
export type Problem = Static<typeof ProblemSchema>
