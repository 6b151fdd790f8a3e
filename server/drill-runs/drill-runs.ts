import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type DrillRun, DrillRunSchema, type DrillsAnswer, DrillsAnswerSchema, StartDrillSchema } from '#contract/drill-run.ts'
import { Refusal } from '#contract/errors.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { type ExecuteParts, execute } from '../access/act/execute.ts'
import { drillHead } from './drill-head.ts'
import type { DrillHost } from './drill-host.ts'
import { findRun, listRuns, STEERINGS } from './drill-run-store.ts'
import { type StartDrillParts, startDrill } from './start-drill.ts'
import { steerDrill } from './steer-drill.ts'

export interface DrillRunsParts extends ExecuteParts, StartDrillParts {
  readonly host: Pick<DrillHost, 'begin' | 'look'>
}

const ParamsSchema = Type.Object({ id: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }) }, { additionalProperties: false })

const WORDS = {
  pause: ['pauseDrill', 'Let a drill stand still'],
  resume: ['resumeDrill', 'Go on with a drill'],
  stop: ['stopDrill', 'End a drill and take its shadow city away'],
} as const

/** Drills from a desk: GET /api/drills, and under /api/drill-runs starting one, watching it, pausing and ending it. */
export const drillRuns: FastifyPluginAsyncTypebox<DrillRunsParts> = async (app, parts) => {
  const { database, drills, root, host, now } = parts
  const tags = ['drills']
  const start = startDrill(parts)
  const heads = drills.map(drillHead)
  const runOf = async (id: string): Promise<DrillRun> => {
    const run = await findRun(database, id, now())
    if (!run) throw new Refusal('drill/run-unknown')
    return run
  }
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  app.get(
    '/api/drills',
    {
      config: { access: 'drills:read' },
      schema: {
        ...{ tags, operationId: 'listDrills', summary: 'Drills of the city, and those that were played' },
        response: { 200: DrillsAnswerSchema },
      },
    },
    async (): Promise<DrillsAnswer> => ({ drills: [...heads], runs: [...(await listRuns(database, now()))] }),
  )
  app.get(
    '/api/drill-runs/:id',
    {
      config: { access: 'drills:read' },
      schema: {
        ...{ tags, operationId: 'readDrillRun', summary: 'How a drill stands, or came out' },
        params: ParamsSchema,
        response: { 200: DrillRunSchema },
      },
    },
    ({ params }): Promise<DrillRun> => runOf(params.id),
  )
  app.post(
    '/api/drill-runs',
    {
      config: { access: 'drills:run' },
      schema: {
        ...{ tags, operationId: 'startDrill', summary: 'Play a drill in a shadow city' },
        body: StartDrillSchema,
        response: { 201: DrillRunSchema },
      },
    },
    async (request, reply) => {
      const run = await execute(parts, askingOf(request), start, request.body)
      host.begin(run)
      return reply.code(201).send(run)
    },
  )
  for (const steering of STEERINGS) {
    const act = steerDrill(steering, root)
    const [operationId, summary] = WORDS[steering]
    app.post(
      `/api/drill-runs/:id/${steering}`,
      {
        config: { access: 'drills:run' },
        schema: { tags, operationId, summary, params: ParamsSchema, response: { 200: DrillRunSchema } },
      },
      async (request): Promise<DrillRun> => {
        const { id } = request.params
        await runOf(id)
        await execute(parts, askingOf(request), act, { id })
        await host.look()
        return runOf(id)
      },
    )
  }
}
