import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { ERRORS, type ErrorCode, Refusal } from '#contract/errors.ts'
import type { SocketError } from '#contract/live.ts'

/** Reads one argument of an event by its schema. Throws Refusal `request/invalid` naming the first place that is wrong. */
export type Reader<Value> = (argument: unknown) => Value

export function readerOf<Value>(schema: TSchema): Reader<Value> {
  const validator = Compile(schema)
  return (argument) => {
    if (validator.Check(argument)) return argument as Value
    const [first] = validator.Errors(argument)
    throw new Refusal('request/invalid', first && `${first.instancePath || 'the argument'} ${first.message}`)
  }
}

/**
 * The one adapter from errors to answers on a socket. A refusal says what it is, and so does a record that is away; anything else
 * is ours, and is given to `onFault` to be logged.
 */
export function socketError(error: unknown, onFault: (error: unknown) => void): SocketError {
  if (error instanceof Refusal) return said(error.code, error.detail)
  if (isCoded(error)) return said(error.code)
  onFault(error)
  return said('server/fault')
}

/** True for what names a code of the table though it is no refusal: a record that is away. */
function isCoded(error: unknown): error is { readonly code: ErrorCode } {
  const code = (error as { readonly code?: unknown } | undefined)?.code
  return typeof code === 'string' && Object.hasOwn(ERRORS, code)
}

function said(code: ErrorCode, sentence: string = ERRORS[code].sentence): SocketError {
  return { error: { code, sentence } }
}
