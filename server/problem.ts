import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { ERRORS, type ErrorCode, Refusal } from '#contract/errors.ts'
import type { Problem } from '#contract/problem.ts'
import { RecordFault } from './record/record-store.ts'

export const PROBLEM_MEDIA_TYPE = 'application/problem+json; charset=utf-8'

/** Seconds after which a caller refused for the moment may try again. */
const RETRY_AFTER_SECONDS = 2

/** The RFC 9457 problem of a code. `instance` is the request id to quote to the operator. */
export function problemOf(code: ErrorCode, detail: string = ERRORS[code].sentence, instance?: string): Problem {
  const { status, sentence } = ERRORS[code]
  return { type: `/problems/${code}`, title: sentence, status, code, detail, ...(instance === undefined ? {} : { instance }) }
}

/**
 * The one adapter from errors to HTTP. A refusal says what it is, a fault of the record and Fastify's own complaints have
 * their codes; anything else is a fault of ours, of which the caller learns the request id and nothing more.
 */
export function toProblem(error: unknown, instance?: string): Problem {
  if (error instanceof Refusal)
    return { ...problemOf(error.code, error.detail, instance), ...(error.wait && { until: error.wait.until }) }
  if (error instanceof RecordFault) return problemOf(error.code, undefined, instance)
  if (!(error instanceof Error)) return problemOf('server/fault', undefined, instance)
  const { validation, validationContext, code, statusCode = 500 } = error as Partial<FastifyError>
  if (validation) {
    const errors = validation.map(({ instancePath, message = 'is not as it should be', params }) => ({
      path: `${validationContext ?? 'request'}${instancePath}`,
      sentence: `${message}${named(params)}`,
    }))
    const detail = errors.map(({ path, sentence }) => `${path} ${sentence}`).join('; ')
    return { ...problemOf('request/invalid', detail, instance), errors }
  }
  const known = code === undefined ? undefined : FASTIFY_CODES[code]
  if (known) return problemOf(known, undefined, instance)
  if (statusCode >= 400 && statusCode < 500) return problemOf('request/invalid', error.message, instance)
  return problemOf('server/fault', undefined, instance)
}

const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request/too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request/media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request/not-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request/not-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request/invalid',
  FST_ERR_NOT_FOUND: 'request/not-found',
}

/** Names the field that a validator only alludes to. */
function named(params: Record<string, unknown> | undefined): string {
  const name = params?.additionalProperty ?? params?.allowedValues
  return name === undefined ? '' : ` (${Array.isArray(name) ? name.join(', ') : String(name)})`
}

/** Answers with the problem and the headers that belong to its status. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  // Whoever counted, and said so before, knows better.
  if ((problem.status === 503 || problem.status === 429) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', RETRY_AFTER_SECONDS)
  return reply.code(problem.status).header('cache-control', 'no-store').type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem))
}

/**
 * Turns every error of every route into a problem, and unknown addresses and methods as well.
 * Faults of ours are logged here with the request id, and only here. That the record is away, the hub logs once; each
 * refusal for it is worth a line only to those who ask for `info`.
 */
export const problems = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, request, reply) => {
      const problem = toProblem(error, request.id)
      if (error instanceof Refusal && error.wait) reply.header('retry-after', error.wait.seconds)
      if (problem.status === 500) request.log.error({ err: error }, problem.code)
      else if (problem.status > 500) request.log.info({ code: problem.code }, 'refused for the moment')
      return sendProblem(reply, problem)
    })
    app.setNotFoundHandler((request, reply) => {
      const allowed = methodsAt(app, request)
      if (allowed.length === 0)
        return sendProblem(reply, problemOf('request/not-found', `There is nothing at ${pathOf(request)}.`, request.id))
      reply.header('allow', allowed.join(', '))
      return sendProblem(reply, problemOf('request/method', `${pathOf(request)} answers ${allowed.join(', ')}.`, request.id))
    })
  },
  { name: 'problems' },
)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Methods that the very address answers, the one asked with excepted. */
function methodsAt(app: FastifyInstance, request: FastifyRequest): readonly string[] {
  return METHODS.filter((method) => method !== request.method && app.hasRoute({ method, url: pathOf(request) }))
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}
