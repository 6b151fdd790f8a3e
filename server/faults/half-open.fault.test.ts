import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { seen } from '../testing/seen.ts'
import { TestedProcess } from './testing/tested-process.ts'
import { percentile } from './testing/watcher.ts'

const SOCKETS = 5_000
/** Memory a connection may cost that says nothing, or half a sentence, in bytes. */
const BYTES_EACH = 20_000
const MORE_MS = 50

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it(`${SOCKETS} sockets that say nothing, or half a request and no more, are let lie; everybody else is answered as before`, async (test) => {
  const city = await TestedProcess.start()
  closers.push(() => city.remove())
  const { hostname, port } = new URL(city.server.url)
  const before = await answerTimes(city.server.url)
  const memory = await city.memory()
  const sockets: Socket[] = []
  closers.push(() => sockets.forEach((socket) => void socket.destroy()))
  for (let from = 0; from < SOCKETS; from += 250)
    sockets.push(...(await Promise.all(Array.from({ length: 250 }, (_, index) => halfOpen(hostname, Number(port), index)))))
  const during = await answerTimes(city.server.url)
  const grown = (await city.memory()) - memory
  seen(test, `answers took ${before.toFixed(1)} ms before and ${during.toFixed(1)} ms beside ${sockets.length} such sockets (p99)`)
  seen(test, `the server took ${(grown / 1e6).toFixed(1)} MB more, ${Math.round(grown / sockets.length)} bytes for each`)
  expect(during).toBeLessThanOrEqual(Math.max(2 * before, before + MORE_MS))
  expect(grown).toBeLessThan(SOCKETS * BYTES_EACH)
}, 120_000)

/** A third say nothing, a third stop within their headers, a third begin a WebSocket and do not go on. */
function halfOpen(host: string, port: number, index: number): Promise<Socket> {
  const begun = [
    '',
    'POST /api/hub/observations HTTP/1.1\r\nHost: x\r\nX-Half: ',
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  ][index % 3] as string
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => {
      socket.write(begun)
      resolve(socket)
    })
    socket.on('error', reject)
  })
}

async function answerTimes(url: string): Promise<number> {
  const times: number[] = []
  for (let asked = 0; asked < 400; asked++) {
    const from = performance.now()
    await (await fetch(`${url}/readyz`)).arrayBuffer()
    times.push(performance.now() - from)
  }
  return percentile(times, 99)
}
