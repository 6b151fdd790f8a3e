import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Static, type TSchema, Type } from 'typebox'
import { CommandAnswerSchema, type CommandEnvelope } from '#contract/command.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { runCommand, type Verb } from '../matters/run-command.ts'

/** What of a command's body is the verb's business. */
export type InputOf<Body extends TSchema> = Omit<Static<Body>, keyof CommandEnvelope>

/** Commands of people are small, bytes; a drawing of many points is the largest. */
const BODY_LIMIT = 262_144

export interface CommandRoute<Body extends TSchema, Input> {
  /** With `:id`, the matter it is done to. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly tag: string
  readonly body: Body
  readonly verb: Verb<Input>
}

/** Serves a verb: POST, the body by its schema, the answer `{id, revision}` once it is durable. */
export function commandRoute<Body extends TSchema>(
  app: FastifyInstance,
  parts: ExecuteParts,
  { path, operationId, summary, tag, body, verb }: CommandRoute<Body, InputOf<Body> | (InputOf<Body> & { readonly id: string })>,
): void {
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
      const { commandId, device, ...said } = request.body as CommandEnvelope & InputOf<Body>
      const input = { ...said, ...(hasId && (request.params as { id: string })) } as InputOf<Body> & { id: string }
      return runCommand(parts, request, verb, { commandId, ...(device !== undefined && { device }) }, input)
    },
  )
}
