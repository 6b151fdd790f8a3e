import type { FastifyPluginAsync } from 'fastify'
import type { Catalogue } from '#contract/catalogue.ts'
import { type Plate, PlateSchema } from '#contract/plate.ts'

/** What stands on the door of a city. Pure. */
export function plateOf({ city, areas }: Pick<Catalogue, 'city' | 'areas'>): Plate {
  const { names, timeZone, area, domains } = city
  return {
    ...{ names, timeZone, root: area, domains },
    areas: areas.map(({ code, level, parent, names, short }) => ({
      ...{ code, level, names },
      ...(parent !== undefined && { parent }),
      ...(short && { short }),
    })),
  }
}

/** GET /api/city: the name of the city and of its places, for the front door, for screens that are not enrolled, and for consoles. */
export const plate: FastifyPluginAsync<{ readonly catalogue: Catalogue }> = async (app, { catalogue }) => {
  const said = JSON.stringify(plateOf(catalogue))
  app.get(
    '/api/city',
    {
      config: { access: 'open:read' },
      schema: {
        tags: ['access'],
        operationId: 'readPlate',
        summary: 'The names of the city and of its places',
        description: 'What anybody may know before signing in. No figures, and no names of any.',
        response: { 200: PlateSchema },
      },
    },
    (_request, reply) => reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(Buffer.from(said)),
  )
}
