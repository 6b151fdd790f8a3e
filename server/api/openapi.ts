import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import fp from 'fastify-plugin'
import { ProblemSchema } from '#contract/problem.ts'
import { declareAccess, type RouteAccess } from '../access/route-access.ts'
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
          { name: 'open', description: 'What is published, to everybody and to firms.' },
          { name: 'hub', description: 'Send figures.' },
          { name: 'operation', description: 'Run the server.' },
          { name: 'errors', description: 'What went wrong.' },
        ],
        components: { securitySchemes: SECURITY_SCHEMES },
      },
      convertConstToEnum: false,
      transform: ({ schema, url, route }) => ({
        schema: schema && { ...schema, ...withAccess(schema, route.config?.access), response: withProblem(schema.response) },
        url,
      }),
      // A schema with a name is described once under that name, and referred to from wherever it is used.
      refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
    })
    let document: Record<string, Json> | undefined
    const described = (): Record<string, Json> => {
      document ??= modernTuples(app.swagger() as unknown as Json) as Record<string, Json>
      return document
    }
    app.get('/api/openapi.json', { config: { access: 'unasked' }, schema: { hide: true } }, async (_, reply) =>
      reply.header('cache-control', 'no-cache').send(described()),
    )
    await app.register(async (pages) => {
      declareAccess(pages, 'unasked')
      await pages.register(swaggerUi, {
        routePrefix: '/api/docs',
        uiConfig: { layout: 'BaseLayout', docExpansion: 'list', tryItOutEnabled: true, defaultModelsExpandDepth: 0 },
        theme: { title: 'Guanlan API' },
        transformSpecification: () => described(),
        transformSpecificationClone: false,
      })
    })
  },
  { name: 'openapi' },
)

/** How callers say who they are. Browsers have cookies, which no program needs to make up; programs have tokens. */
const SECURITY_SCHEMES = {
  session: { type: 'apiKey', in: 'cookie', name: 'guanlan-session', description: 'A person who is signed in.' },
  screen: { type: 'apiKey', in: 'cookie', name: 'guanlan-screen', description: 'A wall or office screen that is enrolled.' },
  reader: { type: 'http', scheme: 'bearer', description: 'The token of a reader: npm run --silent admin -- reader add NAME' },
  source: { type: 'http', scheme: 'bearer', description: 'The token of a source: npm run --silent admin -- source add NAME' },
} as const

/** Says of a route what its caller must be allowed. */
function withAccess(schema: FastifySchema, access: RouteAccess | undefined): Partial<FastifySchema> {
  if (access === undefined || access === 'anyone' || access === 'unasked') return {}
  const needed = `Needs \`${access}\`.`
  return {
    description: schema.description === undefined ? needed : `${schema.description} ${needed}`,
    security: [{ session: [] }, { screen: [] }, { reader: [] }],
  }
}

/** Every route may answer with a problem; saying so on each of them would say it twenty times. */
function withProblem(response: unknown): Record<string, unknown> {
  const problem = {
    description: 'A problem: its code says what to do.',
    content: { 'application/problem+json': { schema: ProblemSchema } },
  }
  return { ...(response as Record<string, unknown> | undefined), default: problem }
}
