import { setTimeout as pause } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { afterEach, expect, it } from 'vitest'
import type { Matter, RecordedEvent } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { MatterPatch, Watched } from '#contract/watch.ts'
import { issue, lead, signIn } from '../orders/testing/signed-in.ts'
import { seen } from '../testing/seen.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { BadLine } from './testing/bad-line.ts'

const ORDERS = 100
/** Once per order: between them the line is late, stands still and breaks. */
const ISSUE_EVERY_MS = 150
const ANSWER_PATIENCE_MS = 6_000

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(`a phone on a bad line learns of ${ORDERS} orders once each and in their order, and what it answers has its effect once`, async (test) => {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal', HUB: 'simulated' })
  closers.push(() => server.remove())
  await server.start()
  const { hostname, port } = new URL(server.url)
  const traits = { delayMs: 400, stallEveryMs: 6_000, stallMs: 2_000, breakEveryMs: 5_000 }
  const line = await BadLine.to({ host: hostname, port: Number(port) }, traits)
  closers.push(() => line.close())
  const chief = await signIn(server.url, 'commander')
  const responder = await signIn(server.url, 'field-responder')
  const incident = await lead(chief)

  const known = new Map<string, Matter<OrderState>>()
  const inOrder: number[] = []
  const take = (matters: MatterPatch['changed']) => {
    const orders = (matters as readonly Matter<OrderState>[]).toSorted((a, b) => (a.state.seq ?? 0) - (b.state.seq ?? 0))
    for (const order of orders) {
      if (!known.has(order.id)) inOrder.push(order.state.seq ?? 0)
      known.set(order.id, order)
    }
  }
  const phone = io(`${line.url}/live`, {
    transports: ['websocket'],
    reconnectionDelay: 200,
    extraHeaders: { cookie: responder.cookie },
  })
  closers.push(() => void phone.disconnect())
  let cursor: { readonly epoch: string; readonly revision: number } | undefined
  const watch = () => {
    cursor = undefined
    phone.emit('watch', { kind: 'order' }, (answer: Watched) => {
      cursor = answer
      take(answer.matters)
    })
  }
  phone.on('connect', watch)
  phone.on('matters', ({ epoch, from, to, changed }: MatterPatch) => {
    // What comes before the answer, or does not follow it, is in the next answer.
    if (cursor === undefined || epoch !== cursor.epoch || to <= cursor.revision) return
    if (from !== cursor.revision) return watch()
    cursor = { epoch, revision: to }
    take(changed)
  })

  const began = performance.now()
  const ids: string[] = []
  for (let order = 0; order < ORDERS; order++) {
    ids.push(await issue(chief, incident, order))
    await pause(ISSUE_EVERY_MS)
  }
  let tries = 0
  const deliver = async (id: string): Promise<void> => {
    for (;;) {
      tries += 1
      const isTaken = await post(line.url, `/api/orders/${id}/delivered`, responder.cookie, `delivered-${id}`)
      if (isTaken) return
    }
  }
  for (let from = 0; from < ids.length; from += 20) await Promise.all(ids.slice(from, from + 20).map(deliver))
  while (known.size < ORDERS && performance.now() - began < 120_000) await pause(100)

  expect(inOrder).toEqual(Array.from({ length: ORDERS }, (_, index) => index + 1))
  for (const id of ids) {
    const { events } = await chief.read<{ events: readonly RecordedEvent[] }>(`/api/matters/order/${id}/events`)
    expect(events.filter(({ event }) => event.type === 'order.delivered')).toHaveLength(1)
  }
  seen(
    test,
    `${line.breaks} connections broke and the line stood still ${line.stalls} times in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  seen(test, `${known.size} orders arrived, in their order; ${ORDERS} answers took ${tries} requests and had ${ORDERS} effects`)
  expect(line.breaks).toBeGreaterThan(2)
}, 240_000)

/** True when the server took it in; false when nobody can know. Throws when it was refused. */
async function post(origin: string, path: string, cookie: string, commandId: string): Promise<boolean> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, cookie },
    body: JSON.stringify({ commandId, device: 'a phone on a bad line' }),
    signal: AbortSignal.timeout(ANSWER_PATIENCE_MS),
  }).catch(() => undefined)
  if (response === undefined) return false
  const said = await response.text().catch(() => undefined)
  if (said === undefined) return false
  if (!response.ok) throw new Error(said)
  return true
}
