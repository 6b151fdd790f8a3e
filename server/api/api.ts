import type { FastifyInstance } from 'fastify'
import type { ApiParts } from './api-parts.ts'
import { catalogue } from './catalogue.ts'
import { cityFiles } from './city-files.ts'
import { compress } from './compress.ts'
import { health } from './health.ts'
import { history } from './history.ts'
import { latest } from './latest.ts'
import { problemPages } from './problem-pages.ts'
import { queryValidator } from './query-validator.ts'
import { replay } from './replay.ts'
import { sources } from './sources.ts'

/**
 * The read side over HTTP. Every route declares what it takes and gives by schema; what it takes is validated by it.
 * Answers are made by our own code and are not checked again while serving: tests hold them against their schemas.
 */
export async function api(app: FastifyInstance, parts: ApiParts): Promise<void> {
  app.setValidatorCompiler(queryValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  await app.register(compress)
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    parts.metrics.answered(request.method, route, reply.statusCode, reply.elapsedTime)
  })
  for (const routes of [catalogue, latest, history, replay, health, sources, problemPages, cityFiles])
    await app.register(routes, parts)
}
