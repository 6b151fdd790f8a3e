import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { CommandAnswerSchema, type CommandEnvelope } from '#contract/command.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { bodyValidator } from '../access/identity/routes/body-validator.ts'
import { runCommand, type Verb } from './run-command.ts'

/** What of a command's body is the verb's business. */
export type InputOf<Body extends TSchema> = Omit<Static<Body>, keyof CommandEnvelope>

/** Where the commands of a slice are served, and under which heading the API's documents list them. */
export interface CommandRoutes {
  /** The path they have in common, with `:id` where all of them are done to a matter that is there. */
  readonly at: string
  readonly tag: string
}

/**
 * Serves a verb: POST, the body by its schema, the answer `{id, revision}` once it is durable.
 *
 * @param path below the path they have in common; with `:id`, the matter it is done to
 * @param said the operation's id and its summary in the API's documents
 */
export type ServeVerb = <Body extends TSchema>(
  path: string,
  said: readonly [operationId: string, summary: string],
  body: Body,
  verb: Verb<InputOf<Body>> | Verb<InputOf<Body> & { readonly id: string }>,
) => void

/** Commands of people are small, bytes; a drawing of many points is the largest. */
const BODY_LIMIT = 262_144

/** Readies `app` for the commands of one slice, whose answers no cache keeps, and gives back how a verb of it is served. */
export function commandRoutes(app: FastifyInstance, parts: ExecuteParts, { at, tag }: CommandRoutes): ServeVerb {
  app.setValidatorCompiler(bodyValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  return (below, [operationId, summary], body, verb) => {
    const path = `${at}${below}`
    const hasId = path.includes(':id')
    app.post(
      path,
      {
        config: { access: verb.needs },
        bodyLimit: BODY_LIMIT,
        schema: {
          ...{ tags: [tag], operationId, summary, body },
          ...(hasId && { params: Type.Object({ id: MatterIdSchema }, { additionalProperties: false }) }),
          response: { 200: CommandAnswerSchema },
        },
      },
      (request: FastifyRequest) => {
        const { commandId, device, ...said } = request.body as CommandEnvelope & InputOf<typeof body>
        const input = { ...said, ...(hasId && (request.params as { id: string })) } as InputOf<typeof body> & { id: string }
        return runCommand(parts, request, verb as Verb<typeof input>, { commandId, ...(device !== undefined && { device }) }, input)
      },
    )
  }
}
