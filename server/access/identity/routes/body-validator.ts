import { Ajv } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { withSafeIntegers } from '#contract/safe-integers.ts'

/**
 * Validates bodies and addresses as they are: nothing is turned into another type, filled in or dropped. A field that
 * nobody asked for is refused: what a person may not set must not be set by naming it.
 */
const ajv = new Ajv({ coerceTypes: false, useDefaults: false, removeAdditional: false, allErrors: false, strict: false })

export const bodyValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validate = ajv.compile(withSafeIntegers(schema))
  return (value: unknown) => (validate(value) ? { value } : { error: validate.errors ?? [] })
}
