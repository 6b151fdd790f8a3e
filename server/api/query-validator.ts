import { Ajv } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { withSafeIntegers } from '#contract/safe-integers.ts'

/**
 * Validates what comes in an address. Everything there is text: numbers are read from it, and one value stands for a list
 * of one. An unknown parameter is refused, not dropped: a misspelt filter that is ignored gives a wrong answer.
 */
const ajv = new Ajv({ coerceTypes: 'array', useDefaults: true, removeAdditional: false, allErrors: true, strict: false })

export const queryValidator: FastifySchemaCompiler<TSchema> = ({ schema }) => {
  const validate = ajv.compile(withSafeIntegers(schema))
  return (value: unknown) => (validate(value) ? { value } : { error: validate.errors ?? [] })
}
