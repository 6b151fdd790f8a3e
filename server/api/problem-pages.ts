import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import { ERRORS, type ErrorCode, Refusal } from '#contract/errors.ts'
import { ProblemSchema } from '#contract/problem.ts'
import { problemOf } from '../problem.ts'

/** GET /problems/<code>: what a code means, for people as a page and for programs as JSON. `type` of a problem leads here. */
export const problemPages: FastifyPluginAsync = async (app) => {
  app.get(
    '/problems/:family/:name',
    {
      config: { access: 'unasked' },
      schema: {
        tags: ['errors'],
        summary: 'What an error code means',
        operationId: 'explainError',
        params: Type.Object({
          family: Type.String({ description: 'First part of the code: row of row/time-future.' }),
          name: Type.String({ description: 'Second part of the code: time-future of row/time-future.' }),
        }),
        response: { 200: ProblemSchema },
      },
    },
    async ({ params, headers }, reply) => {
      const { family, name } = params as { family: string; name: string }
      const code = `${family}/${name}`
      if (!isErrorCode(code))
        throw new Refusal('request/not-found', `There is no error code "${code}"; docs/errors.md lists them all.`)
      reply.header('vary', 'accept')
      if (!(headers.accept ?? '').includes('text/html')) return problemOf(code)
      return reply.type('text/html; charset=utf-8').send(page(code))
    },
  )
}

function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(ERRORS, text)
}

/** Needs no escaping: codes and sentences are our own, and none has a character that HTML reads. */
function page(code: ErrorCode): string {
  const { status, sentence } = ERRORS[code]
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${code}</title>
<h1>${code}</h1>
<p>${sentence}</p>
<p>HTTP status ${status}. <a href="/api/docs">The API</a></p>
</html>
`
}
