import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, it } from 'vitest'
import type { Matter } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { MatterPatch } from '#contract/watch.ts'
import { ServerProcess } from '../testing/server-process.ts'
import { issue, lead, signIn } from './testing/signed-in.ts'

const PHONES = 500
const ORDERS = 60
/** Promised from the press of the button to the phone, on loopback. */
const PROMISED_MS = 500
/** A machine that is busy with other things answers anything late: then so many of its plainest answers are allowed for. */
const TIMES_PLAIN = 5

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(`is on the phone within ${PROMISED_MS} ms of its issue in 99 of 100 cases, with ${PHONES} connected, each order once and in order`, async () => {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal', HUB: 'simulated' })
  closers.push(() => server.remove())
  await server.start()
  const [chief, responder] = await Promise.all([signIn(server.url, 'commander'), signIn(server.url, 'field-responder')])
  const incident = await lead(chief)
  const phones: Socket[] = []
  // Not all in one breath: people do not switch their phones on together.
  for (let phone = 0; phone < PHONES; phone += 25)
    phones.push(...(await Promise.all(Array.from({ length: 25 }, () => follow(server.url, responder.cookie)))))
  closers.push(() => {
    for (const phone of phones) phone.disconnect()
  })
  const watched = phones[PHONES - 1] as Socket
  const waits: number[] = []
  const plain: number[] = []
  const seen: string[] = []
  for (let order = 0; order < ORDERS; order++) {
    const came = new Promise<void>((resolve) => {
      const hear = ({ changed }: MatterPatch) => {
        const titles = (changed as readonly Matter<OrderState>[]).map(({ state }) => state.title)
        if (!titles.includes(`令 ${order}`)) return
        seen.push(...titles)
        watched.off('matters', hear)
        resolve()
      }
      watched.on('matters', hear)
    })
    const pressedAt = performance.now()
    await Promise.all([issue(chief, incident, order), came])
    waits.push(performance.now() - pressedAt)
    const askedAt = performance.now()
    await fetch(`${server.url}/healthz`)
    plain.push(performance.now() - askedAt)
  }
  const [order, answer] = [waits, plain].map((times) => [50, 99].map((part) => percentile(times, part).toFixed(1)).join(' and '))
  process.stdout.write(`p50 and p99, ms: an order to the phone ${order}; a plain answer ${answer}\n`)
  expect(seen).toEqual(Array.from({ length: ORDERS }, (_, order) => `令 ${order}`))
  expect(percentile(waits, 99)).toBeLessThan(Math.max(PROMISED_MS, TIMES_PLAIN * percentile(plain, 99)))
}, 120_000)

/** A phone that follows the orders of its holder. */
async function follow(url: string, cookie: string): Promise<Socket> {
  const socket = io(`${url}/live`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } })
  await once(socket as never, 'connect')
  await socket.emitWithAck('watch', { kind: 'order' })
  return socket
}

function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil((part / 100) * sorted.length) - 1)] as number
}
