import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemSchema } from '#contract/problem.ts'
import { type Json, modernTuples } from './modern-tuples.ts'

/**
 * Collects the schemas of every route registered after it: register it before them.
 * GET /api/openapi.json describes them in OpenAPI 3.1, GET /api/docs lets people browse and try them.
 * The page has no inline script, so a policy of `script-src 'self'` holds.
 */
export const openapi = fp(
  async (app: FastifyInstance) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: 'Guanlan 观澜',
          version: '1',
          description:
            'Figures of a city: in through the door, out as series. Live figures are followed over Socket.IO, see docs/protocol.md. Times in answers are epoch milliseconds, UTC.',
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        tags: [
          { name: 'figures', description: 'Read figures, now and over time.' },
          { name: 'catalogue', description: 'What can be read: areas, metrics, scenes.' },
          { name: 'hub', description: 'Send figures.' },
          { name: 'operation', description: 'Run the server.' },
          { name: 'errors', description: 'What went wrong.' },
        ],
        components: { securitySchemes: { source: { type: 'http', scheme: 'bearer', description: 'The token of a source.' } } },
      },
      convertConstToEnum: false,
      transform: ({ schema, url }) => ({ schema: schema && { ...schema, response: withProblem(schema.response) }, url }),
      // A schema with a name is described once under that name, and referred to from wherever it is used.
      refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
    })
    let document: Record<string, Json> | undefined
    const described = (): Record<string, Json> => {
      document ??= modernTuples(app.swagger() as unknown as Json) as Record<string, Json>
      return document
    }
    app.get('/api/openapi.json', { schema: { hide: true } }, async (_, reply) =>
      reply.header('cache-control', 'no-cache').send(described()),
    )
    await app.register(swaggerUi, {
      routePrefix: '/api/docs',
      uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true, defaultModelsExpandDepth: 0 },
      theme: { title: 'Guanlan API' },
      transformSpecification: () => described(),
      transformSpecificationClone: false,
    })
  },
  { name: 'openapi' },
)

/** Every route may answer with a problem; saying so on each of them would say it twenty times. */
function withProblem(response: unknown): Record<string, unknown> {
  const problem = {
    description: 'A problem: its code says what to do.',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  }
  return { ...(response as Record<string, unknown> | undefined), default: problem }
}
