import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Refusal } from '#contract/errors.ts'
import type { ApiParts } from './api-parts.ts'
import { runningHub } from './running-hub.ts'

const HealthySchema = Type.Object({ status: Type.Literal('ok') }, { additionalProperties: false })
const ReadySchema = Type.Object(
  { status: Type.Literal('ready'), epoch: Type.String(), revision: Type.Integer() },
  { additionalProperties: false },
)

/** A probe waits a second or two; a record that has not answered by then is as good as away. */
const READY_WITHIN_MS = 2_000

/** GET /healthz: the process lives. GET /readyz: the record answers and the hub runs. GET /metrics: Prometheus. */
export const health: FastifyPluginAsyncTypebox<ApiParts> = async (app, parts) => {
  const tags = ['operation']
  app.get(
    '/healthz',
    {
      config: { access: 'unasked' },
      schema: { tags, operationId: 'isAlive', summary: 'The process lives', response: { 200: HealthySchema } },
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store')
      return { status: 'ok' as const }
    },
  )
  app.get(
    '/readyz',
    {
      config: { access: 'unasked' },
      schema: { tags, operationId: 'isReady', summary: 'Figures can be taken in and read', response: { 200: ReadySchema } },
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store')
      const hub = runningHub(parts)
      if (!(await isKeptWithin(READY_WITHIN_MS, parts.pingRecord()))) throw new Refusal('record/unavailable')
      return { status: 'ready' as const, epoch: hub.epoch, revision: hub.revision() }
    },
  )
  app.get(
    '/metrics',
    {
      config: { access: 'sources:read', orHere: true },
      schema: {
        tags,
        operationId: 'readMetrics',
        summary: 'Measurements for Prometheus',
        description: 'Open to whoever asks on this very machine; from elsewhere, with the token of a reader.',
        produces: ['text/plain'],
        response: { 200: Type.String() },
      },
    },
    async (_, reply) => {
      const { registry } = parts.metrics
      return reply
        .header('cache-control', 'no-store')
        .type(registry.contentType)
        .send(await registry.metrics())
    },
  )
}

/** True when the promise is kept within `ms`; false when it is broken or takes longer. */
async function isKeptWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  const tooLate = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => tooLate.resolve(false), ms)
  const isKept = promise.then(
    () => true,
    () => false,
  )
  return Promise.race([isKept, tooLate.promise]).finally(() => clearTimeout(timer))
}
