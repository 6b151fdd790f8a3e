import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { Refusal } from '#contract/errors.ts'
import { DEEPEST_JSON, jsonDepth } from './json-depth.ts'

/**
 * Reads JSON bodies of people and programs: nothing nested deeper than anything here is, no key that would reach into the
 * prototype of an object, no NUL, which no database keeps. Doors with a reader of their own are not touched.
 */
export const jsonBodies = fp(
  async (app: FastifyInstance) => {
    const parse = app.getDefaultJsonParser('error', 'error')
    app.removeContentTypeParser('application/json')
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (jsonDepth(body, DEEPEST_JSON) > DEEPEST_JSON) return done(new Refusal('request/too-deep'))
      if (ESCAPED_NUL.test(body)) return done(new Refusal('request/invalid', 'No text here holds the character U+0000.'))
      return parse(request, body, done)
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
