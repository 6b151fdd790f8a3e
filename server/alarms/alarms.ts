import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import {
  AcknowledgeSchema,
  CommentSchema,
  DutyNowSchema,
  PushSubscriptionSchema,
  ShelveSchema,
  SwapSchema,
  UnshelveSchema,
} from '#contract/alarm-commands.ts'
import type { AreaTree } from '#contract/catalogue.ts'
import { CommandAnswerSchema } from '#contract/command.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import type { WindowCalendar } from '#contract/window.ts'
import { askingOf } from '../access/act/asking-of.ts'
import { type ExecuteParts, execute } from '../access/act/execute.ts'
import { bodyValidator } from '../access/identity/routes/body-validator.ts'
import { BODY_LIMIT, Fields, NothingSchema } from '../access/identity/routes/fields.ts'
import { runCommand, type Verb } from '../matters/run-command.ts'
import { onDuty } from '../paging/on-duty.ts'
import { subscribePush, unsubscribePush } from '../paging/push/subscribe-push.ts'
import { accountsNamed, openSwaps } from '../paging/roster-store.ts'
import { swapDuty } from '../paging/swap-duty.ts'
import { acknowledgeAlarms } from './acknowledge-alarms.ts'
import { commentAlarm } from './comment-alarm.ts'
import { shelveAlarms } from './shelve-alarms.ts'
import { unshelveAlarms } from './unshelve-alarms.ts'

export interface AlarmsParts extends ExecuteParts {
  readonly tree: AreaTree
  readonly calendar: WindowCalendar
  readonly roster: DutyRoster | undefined
  /** The public half of the key by which push services know this product. */
  readonly pushKey: string
}

const tags = ['alarms']

/** What people do with alarms, who is on duty, and which browsers are told: all under /api/alarms. */
export const alarms: FastifyPluginAsyncTypebox<AlarmsParts> = async (app, parts) => {
  const { database, tree, calendar, roster } = parts
  const verbs = {
    acknowledge: acknowledgeAlarms(tree),
    shelve: shelveAlarms(tree),
    unshelve: unshelveAlarms(tree),
    comment: commentAlarm(tree),
  }
  const swap = swapDuty(roster, tree)
  app.setValidatorCompiler(bodyValidator)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  const command = <Body extends typeof AcknowledgeSchema | typeof ShelveSchema | typeof UnshelveSchema | typeof CommentSchema>(
    name: string,
    summary: string,
    body: Body,
    verb: Verb<Omit<Static<Body>, 'commandId' | 'device'>>,
  ) =>
    app.post(
      `/api/alarms/${name}`,
      {
        config: { access: verb.needs },
        bodyLimit: BODY_LIMIT,
        schema: { tags, operationId: `${name}Alarm`, summary, body, response: { 200: CommandAnswerSchema } },
      },
      async (request) => {
        const { commandId, device, ...input } = request.body as Static<Body>
        return runCommand(parts, request, verb, { commandId, ...(device !== undefined && { device }) }, input)
      },
    )
  command('acknowledge', 'Take alarms on', AcknowledgeSchema, verbs.acknowledge)
  command('shelve', 'Put alarms aside for a time', ShelveSchema, verbs.shelve)
  command('unshelve', 'Bring alarms back from the shelf', UnshelveSchema, verbs.unshelve)
  command('comment', 'Write something beside an alarm', CommentSchema, verbs.comment)

  app.get(
    '/api/alarms/roster',
    {
      config: { access: 'alarms:handle' },
      schema: { tags, operationId: 'readRoster', summary: 'Who is on duty now', response: { 200: DutyNowSchema } },
    },
    async (): Promise<Static<typeof DutyNowSchema>> => {
      const at = parts.now()
      const swaps = await openSwaps(database, at)
      const posts = (roster?.posts ?? []).map((post) => ({ post, names: onDuty(post, swaps, at, calendar) }))
      const known = await accountsNamed(
        database,
        posts.flatMap(({ names }) => names),
      )
      return {
        at,
        posts: posts.map(({ post: { id, names: shown, afterS }, names }) => ({
          ...{ id, names: shown, afterS },
          present: names.map((account) => {
            const name = known.get(account)?.name
            return { account, ...(name !== undefined && { name }) }
          }),
        })),
        swaps: [...swaps],
      }
    },
  )

  app.post(
    '/api/alarms/roster/swaps',
    {
      config: { access: 'alarms:handle' },
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'swapDuty', summary: 'Let somebody stand in for somebody else' },
        body: SwapSchema,
        response: { 201: Fields({ id: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { device: _device, ...asked } = request.body
      return reply.code(201).send(await execute(parts, askingOf(request), swap, asked))
    },
  )

  app.get(
    '/api/alarms/push',
    {
      config: { access: 'self:manage' },
      schema: {
        ...{ tags, operationId: 'readPushKey', summary: 'The key with which a browser subscribes' },
        response: { 200: Fields({ key: Type.String() }) },
      },
    },
    async () => ({ key: parts.pushKey }),
  )

  app.post(
    '/api/alarms/push',
    {
      config: { access: 'self:manage' },
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'subscribePush', summary: 'Tell this browser of what its person is paged for' },
        body: PushSubscriptionSchema,
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), subscribePush, request.body)
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/alarms/push/end',
    {
      config: { access: 'self:manage' },
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'unsubscribePush', summary: 'Tell this browser no more' },
        body: Fields({ endpoint: Type.String({ maxLength: 2000 }) }),
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), unsubscribePush, request.body)
      return reply.code(204).send()
    },
  )
}
