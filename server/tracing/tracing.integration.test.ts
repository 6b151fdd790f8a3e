import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { issue, lead, type SignedIn, signIn } from '../orders/testing/signed-in.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { factsOf, OtlpReceiver, type ReceivedSpan } from './testing/otlp-receiver.ts'
import { idsOfThread } from './thread-ids.ts'
import { orderThread } from './tracing.ts'

/** What a trace may say; `Facts` of tracing.ts lists the same. */
const ALLOWED = /^(http\.(request\.method|route|response\.status_code)|server\.address|error\.type|guanlan\.[a-z]+)$/

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const FOLLOWED_TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = '00f067aa0ba902b7'

let postgres: TestedDatabase
let settings: NodeJS.ProcessEnv
let receiver: OtlpReceiver
/** The first of the servers on its record: it leads. */
let server: ServerProcess
let chief: SignedIn
const closers: (() => Promise<void> | void)[] = []
beforeAll(async () => {
  postgres = await TestedDatabase.start()
  closers.push(() => postgres.stop())
  receiver = await OtlpReceiver.open()
  closers.push(() => receiver.close())
  settings = {
    ...{ HUB: 'simulated', LOG_LEVEL: 'warn', OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_SERVICE_NAME: 'guanlan-tested' },
    ...{ DATABASE_URL: await postgres.empty(), MEMBER_ADDRESS: '127.0.0.1:0' },
  }
  server = await ServerProcess.prepare({ ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url })
  closers.push(() => server.remove())
  await server.start()
  chief = await signIn(server.url, 'commander')
})
afterAll(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it('tells the way of a figure from the door to the screens as one trace, part of that of whoever sent it', async () => {
  const token = await server.mint('feed')
  const figure = { metric: 'grid.load', area: 'rm-a', time: new Date().toISOString(), value: 7 }
  await server.post(token, [figure], { traceparent: `00-${TRACE}-${CALLER}-01` })
  const told = await receiver.span(({ traceId, name }) => traceId === TRACE && name === 'fan-out')
  const request = await ofTrace('POST /api/hub/observations')
  const taken = await ofTrace('take-in')
  const revision = await ofTrace('revision')
  expect(request.parentSpanId).toBe(CALLER)
  expect(factsOf(request)).toEqual({
    ...{ 'http.request.method': 'POST', 'http.route': '/api/hub/observations', 'http.response.status_code': 200 },
  })
  expect(taken.parentSpanId).toBe(request.spanId)
  expect(factsOf(taken)).toEqual({ 'guanlan.rows': 1 })
  for (const stage of ['gate', 'commit', 'roll-up', 'revision']) expect((await ofTrace(stage)).parentSpanId).toBe(taken.spanId)
  expect(told.parentSpanId).toBe(revision.spanId)
  expect(factsOf(told)['guanlan.revision']).toBeGreaterThanOrEqual(factsOf(revision)['guanlan.revision'] as number)
  const began = ['gate', 'commit', 'roll-up', 'revision', 'fan-out'].map(async (name) => (await ofTrace(name)).startTimeUnixNano)
  expect(await Promise.all(began)).toEqual((await Promise.all(began)).toSorted())
  expect(receiver.resource).toMatchObject({ 'service.name': 'guanlan-tested', 'service.version': expect.stringMatching(/^\d/) })
})

it('tells what a server that follows tells its screens as part of the same trace, wherever the figure came in', async () => {
  const followers = await OtlpReceiver.open()
  closers.push(() => followers.close())
  const traces = { OTEL_EXPORTER_OTLP_ENDPOINT: followers.url }
  const follower = await ServerProcess.prepare({ ...settings, ...traces, DATA_DIR: server.dataDir })
  closers.push(() => follower.stop())
  await follower.start()
  const token = await server.mint('feed')
  // A revision that is read just before its place is heard is told without it: several are made.
  for (let value = 0; value < 5; value++) {
    const figure = { metric: 'grid.load', area: 'rm-b', time: new Date().toISOString(), value }
    await follower.post(token, [figure], { traceparent: `00-${FOLLOWED_TRACE}-${CALLER}-01` })
  }
  const told = await followers.span(({ traceId, name }) => traceId === FOLLOWED_TRACE && name === 'fan-out')
  const revision = await receiver.span(({ spanId }) => spanId === told.parentSpanId)
  expect([revision.name, revision.traceId]).toEqual(['revision', FOLLOWED_TRACE])
  expect(factsOf(told)['guanlan.revision']).toBeGreaterThanOrEqual(factsOf(revision)['guanlan.revision'] as number)
  const asked = await followers.span(({ name }) => name === 'POST /api/hub/observations')
  const taken = await receiver.span(({ spanId }) => spanId === revision.parentSpanId)
  expect([taken.name, asked.traceId]).toEqual(['take-in', FOLLOWED_TRACE])
})

it('tells what becomes of an order as a trace whose id follows from that of the order, however many requests it takes', async () => {
  const id = await issue(chief, await lead(chief), 1)
  const field = await signIn(server.url, 'field-responder')
  await field.post(`/api/orders/${id}/delivered`, { commandId: 'it-is-on-my-phone', device: 'phone-1' })
  await field.post(`/api/orders/${id}/read`, { commandId: 'i-have-read-it', device: 'phone-1' })
  const { traceId, spanId } = idsOfThread(orderThread(id))
  const read = await receiver.span((span) => span.traceId === traceId && span.name === 'order.read')
  const legs = receiver.spans.filter((span) => span.traceId === traceId)
  expect(legs.map(({ name }) => name)).toEqual(['order.issued', 'order.delivered', 'order.read'])
  expect(legs.map((leg) => [leg.spanId === spanId, leg.parentSpanId])).toEqual([
    [true, undefined],
    [false, spanId],
    [false, spanId],
  ])
  expect(legs[1]?.endTimeUnixNano).toBe(read.startTimeUnixNano)
  const act = await receiver.span(({ links }) => links.some((link) => link.traceId === traceId))
  expect([act.name, factsOf(act)]).toEqual(['act', { 'guanlan.act': 'order.draft' }])
  const request = await receiver.span((span) => span.spanId === act.parentSpanId)
  expect(request.name).toBe('POST /api/orders')
})

it('says of a refusal its code and of a route its pattern, and of no person anything', async () => {
  const asked = `${server.url}/api/matters/order/the-secret-of-somebody`
  await fetch(asked, { headers: { cookie: chief.cookie, traceparent: 'nonsense' } })
  const refused = await receiver.span(({ name }) => name === 'GET /api/matters/:kind/:id')
  expect(factsOf(refused)).toMatchObject({ 'http.response.status_code': 404, 'error.type': 'matter/unknown' })
  expect(refused.parentSpanId).toBeUndefined()
  const { subject } = await chief.read<{ subject: { id: string; name: string } }>('/api/access/me')
  await receiver.span(({ name }) => name === 'GET /api/access/me')
  for (const secret of [subject.id, subject.name, 'secret', 'phone-1', '起火', '令', '127.0.0.1', chief.cookie])
    expect(receiver.text).not.toContain(secret)
  const said = new Set(receiver.spans.flatMap((span) => Object.keys(factsOf(span))))
  expect([...said].filter((name) => !ALLOWED.test(name))).toEqual([])
})

it('tells a request over a socket under its event, a refused one with its code, and nothing of what was asked', async () => {
  const socket = io(`${server.url}/live`, { transports: ['websocket'], auth: { token: await server.reader() } })
  await socket.emitWithAck('subscribe', { series: [{ metric: 'grid.load', area: 'rm-a' }] })
  await socket.emitWithAck('subscribe', { series: [{ metric: 'the-secret-metric', area: 'rm-a' }] })
  await socket.emitWithAck('the-secret-event', {})
  socket.disconnect()
  const isRefused = (span: ReceivedSpan, code: string) => factsOf(span)['error.type'] === code
  const taken = await receiver.span((span) => span.name === 'LIVE subscribe' && factsOf(span)['error.type'] === undefined)
  expect([taken.parentSpanId, factsOf(taken)]).toEqual([undefined, {}])
  await receiver.span((span) => span.name === 'LIVE subscribe' && isRefused(span, 'series/unknown-metric'))
  await receiver.span((span) => span.name === 'LIVE (no event)' && isRefused(span, 'request/not-found'))
  expect(receiver.text).not.toContain('secret')
})

it('goes on when nobody takes traces, says so once, and says when somebody takes them again', async () => {
  receiver.isClosed = true
  const lines = () => server.log.split('\n').filter((line) => line.includes('Nobody takes the traces'))
  while (lines().length === 0) expect(await chief.read<object>('/api/access/me')).toBeDefined()
  receiver.isClosed = false
  const before = receiver.spans.length
  await chief.read('/api/access/me')
  await receiver.span((span) => receiver.spans.indexOf(span) >= before)
  expect(lines()).toHaveLength(1)
})

function ofTrace(name: string): Promise<ReceivedSpan> {
  return receiver.span((span) => span.traceId === TRACE && span.name === name)
}
