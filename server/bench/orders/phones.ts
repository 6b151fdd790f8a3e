/**
 * Phones in a process of their own, `phones.ts URL COOKIE HOW-MANY`: each a socket of its own that follows the orders of whoever the
 * cookie belongs to. Tells when an order has come to all of them.
 */
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import type { Matter } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { MatterPatch } from '#contract/watch.ts'
import { type FromPhones, preciseNow } from './messages.ts'

/** Not all in one breath: people do not switch their phones on together. */
const TOGETHER = 25

const [url = '', cookie = '', count = '0'] = process.argv.slice(2)
const phones = Number(count)
const came = new Map<string, number[]>()

for (let phone = 0; phone < phones; phone += TOGETHER)
  await Promise.all(Array.from({ length: Math.min(TOGETHER, phones - phone) }, follow))
tell({ kind: 'following' })

async function follow(): Promise<Socket> {
  const socket = io(`${url}/live`, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: { cookie } })
  await once(socket as never, 'connect')
  socket.on('matters', ({ changed }: MatterPatch) => {
    const at = preciseNow()
    for (const { state } of changed as readonly Matter<OrderState>[]) note(state.title, at)
  })
  await socket.emitWithAck('watch', { kind: 'order' })
  return socket
}

/** An order comes once to each; what happens to it later is not counted again. */
function note(title: string, at: number): void {
  const known = came.get(title) ?? []
  came.set(title, known)
  if (known.length >= phones) return
  known.push(at)
  if (known.length === phones) tell({ kind: 'came', title, at: known })
}

function tell(message: FromPhones): void {
  process.send?.(message)
}
