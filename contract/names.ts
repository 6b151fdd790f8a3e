import { type Static, Type } from 'typebox'

/** A name in both languages of the product: Chinese first, English complete. */
export const NamesSchema = Type.Object(
  { zh: Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false, description: 'A name in Chinese (zh) and English (en).' },
)
export type Names = Static<typeof NamesSchema>

/** Languages people can read the product in. */
export const Language = { Zh: 'zh', En: 'en' } as const
export type Language = (typeof Language)[keyof typeof Language]
