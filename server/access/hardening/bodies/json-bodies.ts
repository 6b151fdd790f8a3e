import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Refusal } from '#contract/errors.ts'
import { DEEPEST_JSON, jsonDepth } from './json-depth.ts'

/**
 * Reads JSON bodies of people and programs: nothing nested deeper than anything here is, no key that would reach into the
 * prototype of an object, no NUL and no half of a surrogate pair, which no database keeps. Doors with a reader of their own are not
 * touched.
 */
export const jsonBodies = fp(
  async (app: FastifyInstance) => {
    const parse = app.getDefaultJsonParser('error', 'error')
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (jsonDepth(body, DEEPEST_JSON) > DEEPEST_JSON) return done(new Refusal('request/too-deep'))
      if (ESCAPED_NUL.test(body)) return done(new Refusal('request/invalid', 'No text here holds the character U+0000.'))
      return parse(request, body, (fault, value?: unknown) => {
        const isHalf = fault === null && ANY_SURROGATE.test(body) && ESCAPED_HALF.test(JSON.stringify(value))
        if (isHalf) done(new Refusal('request/invalid', 'No text here holds half a character (a surrogate by itself).'))
        else done(fault, value)
      })
    })
    // Text that nobody here reads is refused as what it is, and not taken in unread.
    app.removeContentTypeParser('text/plain')
    app.addHook('onRequest', async ({ url }) => {
      if (url.includes('%00')) throw new Refusal('request/invalid', 'No address here holds the character U+0000.')
    })
  },
  { name: 'json-bodies' },
)

/** An escape of NUL that is not itself escaped. */
const ESCAPED_NUL = /(?<!\\)(?:\\\\)*\\u0000/

/** An escape of a surrogate, whether or not the other half follows: only then a body is looked at closely. */
const ANY_SURROGATE = /\\ud[89a-f]/i
/** The same in what JSON.stringify makes, which writes whole pairs as the character they are. */
const ESCAPED_HALF = /(?<!\\)(?:\\\\)*\\ud[89a-f]/
