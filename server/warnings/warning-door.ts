import type { FastifyInstance, FastifyRequest } from 'fastify'
import { CAP_MEDIA_TYPE } from '#contract/cap.ts'
import { Refusal } from '#contract/errors.ts'
import { ProblemSchema } from '#contract/problem.ts'
import { type WarningReceipt, WarningReceiptSchema } from '#contract/warning.ts'
import type { Source } from '../record/record-store.ts'
import { sourceOf } from '../sources/http/source-of.ts'
import { readCap } from './cap/read-cap.ts'
import { MAX_XML_BYTES } from './cap/xml-tree.ts'
import { type ReceivingParts, receiveWarning } from './receive-warning.ts'

export interface WarningDoorParts extends ReceivingParts {
  findSource(tokenHash: string): Promise<Source | undefined>
}

/** Media types a message may come as; the first is the one to send. */
const MEDIA_TYPES = [CAP_MEDIA_TYPE, 'text/xml', 'application/xml']

const REFUSALS = [400, 401, 403, 404, 409, 413, 415, 422, 503, 507]

/** POST /api/hub/warnings: where sources bring warnings, one message of CAP 1.2 at a time. */
export async function warningDoor(app: FastifyInstance, parts: WarningDoorParts): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(MEDIA_TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => JSON.stringify)
  app.decorateRequest('warningSource', undefined)
  app.post<{ Body: unknown }>(
    '/api/hub/warnings',
    {
      // The door knows its senders by the tokens of sources; nobody else's right is good here.
      config: { access: 'unasked' },
      // One more than is read: what is too large is refused by name.
      bodyLimit: MAX_XML_BYTES + 1,
      schema: {
        ...{ tags: ['hub'], operationId: 'receiveWarning', summary: 'Send a warning' },
        description:
          'One message of CAP 1.2: Alert, Update, Cancel, Ack or Error, in whatever order they come. The answer comes after ' +
          'the commit; the same message again gets the same answer. A document type is refused.',
        security: [{ source: [] }],
        body: { content: Object.fromEntries(MEDIA_TYPES.map((type) => [type, { schema: { type: 'string' } }])) },
        response: { 200: WarningReceiptSchema, ...Object.fromEntries(REFUSALS.map((status) => [status, ProblemSchema])) },
      },
      onRequest: async (request, reply) => {
        // Whoever is refused before the body is read must not go on sending it over this connection.
        reply.header('connection', 'close')
        request.warningSource = await sourceOf(request, parts)
        demandForm(request)
        reply.removeHeader('connection')
      },
      onError: async (_request, reply) => {
        reply.header('connection', 'close')
      },
    },
    async ({ body, warningSource }): Promise<WarningReceipt> => {
      if (!(body instanceof Uint8Array)) throw new Refusal('request/media-type', `Send ${CAP_MEDIA_TYPE} or text/xml.`)
      return receiveWarning(parts, warningSource as Source, readCap(body, parts.now()))
    },
  )
}

/** Throws Refusal `request/media-type` for a body that is not one of ours, or packed. */
function demandForm({ headers }: FastifyRequest): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';').map((part) => part.trim().toLowerCase())
  const isPlain = (headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity'
  if (!MEDIA_TYPES.includes(type) || !isPlain)
    throw new Refusal('request/media-type', `Send ${CAP_MEDIA_TYPE} or text/xml, one message, not packed.`)
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends, on the door of warnings. */
    warningSource?: Source
  }
}
