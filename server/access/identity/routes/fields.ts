import { type TProperties, type TSchema, Type } from 'typebox'

/** Bodies of people are small, bytes: names, passwords, codes. */
export const BODY_LIMIT = 16_384

/** Text a person typed: no control characters, which no database and no log should meet, and no halves of characters. */
export function TextField(maxLength: number, minLength = 1) {
  return Type.String({ minLength, maxLength, pattern: '^[^\\p{Cc}\\p{Cs}]*$' })
}

/** An id of ours. */
export const IdField = Type.String({ pattern: '^[\\w-]{1,64}$' })

/** A one-time token of ours. */
export const TokenField = Type.String({ pattern: '^[\\w-]{43}$' })

/** Longer than any password may be: what is too long for the policy is said by the policy. */
export const PasswordField = TextField(256)

/** Digits of an authenticator, with the space some of them show. */
export const CodeField = Type.String({ pattern: '^\\d{3} ?\\d{3}$' })

/** An object with these fields and no others. */
export function Fields<Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

/** What a route answers when there is nothing to say. */
export const NothingSchema: TSchema = Type.Null({ description: 'Done.' })
