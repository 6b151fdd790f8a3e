import { type Static, Type } from 'typebox'

/** Somebody with an account. `post` is what the person is in ordinary life (常务副市长); rooms see it instead of the name. */
export const PersonSchema = Type.Object(
  {
    id: Type.String({ maxLength: 64, description: 'Account; empty where nothing personal is shown.' }),
    name: Type.String({ description: 'The name shown; empty where nothing personal is shown.' }),
    post: Type.Optional(Type.String({ maxLength: 40 })),
  },
  { additionalProperties: false },
)
export type Person = Static<typeof PersonSchema>
