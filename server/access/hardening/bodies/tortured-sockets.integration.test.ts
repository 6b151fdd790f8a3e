import { afterAll, beforeAll, expect, it } from 'vitest'
import { RawSocket, textFrame } from '../../../live/testing/raw-socket.ts'
import { ServerProcess } from '../../../testing/server-process.ts'
import { NAUGHTY_STRINGS, TORTURED_BODIES } from './tortured-bodies.ts'

let server: ServerProcess
let cookie: string
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'error' })
  await server.start()
  const answer = await fetch(`${server.url}/api/access/trial`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"role":"commander"}',
  })
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
})
afterAll(() => server.remove())

/** A socket that follows the live city. */
async function opened(): Promise<RawSocket> {
  const socket = await RawSocket.open(Number(new URL(server.url).port), '/socket.io/?EIO=4&transport=websocket', { cookie })
  await socket.nextText('0')
  socket.send('40/live,')
  await socket.nextText('40/live,')
  return socket
}

const EVENTS = ['subscribe', 'unsubscribe', 'resume', '__proto__', 'constructor', 'patch', 'toString']
const TEXTS = [
  ...TORTURED_BODIES.map(([, body]) => (typeof body === 'string' ? body : Buffer.from(body).toString('latin1'))),
  ...NAUGHTY_STRINGS.map((text) => JSON.stringify(text)),
  ...NAUGHTY_STRINGS.map((text) => JSON.stringify({ series: [{ metric: text, area: text }], mode: text, encoding: text })),
]

it.each(EVENTS)('is not brought down by anything that is sent as %s, and tells nothing of itself', async (event) => {
  for (const text of TEXTS) {
    const socket = await opened()
    socket.send(`42/live,7["${event}",${text}]`)
    socket.send(`42/live,8["${event}"${text}`)
    socket.send('42/live,9["unsubscribe",{}]')
    // Whoever sends what is no message at all is shown out; whoever sends a wrong one is answered.
    const said = await socket.nextTextOrEnd('43/live,')
    expect(said ?? '').not.toMatch(/\.ts:\d|node_modules|node:internal| at /)
    socket.close()
  }
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  expect(server.log).not.toContain('RangeError')
})

it.each([
  ['a packet that is none', '9'],
  ['a binary event whose parts never come', '451/live,["subscribe",{"_placeholder":true,"num":0}]'],
  ['a binary event with a million parts', '451000000-/live,["subscribe"]'],
  ['a namespace that is none', '40/admin,'],
  ['a namespace of a hundred thousand letters', `40/${'x'.repeat(100_000)},`],
  ['an acknowledgement nobody asked for', '43/live,99999[1]'],
  ['an error from below', '44/live,{"message":"x"}'],
])('lives on after %s', async (_what, packet) => {
  const socket = await opened()
  socket.send(packet)
  socket.send('42/live,9["unsubscribe",{}]')
  await socket.nextTextOrEnd('43/live,')
  socket.close()
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

it('answers two messages of which the second is cut anywhere: what has not come yet comes later', async () => {
  const [first, second] = [textFrame('42/live,1["unsubscribe",{}]'), textFrame('42/live,2["unsubscribe",{}]')]
  for (let cut = 1; cut < second.length; cut++) {
    const socket = await opened()
    socket.write(Buffer.concat([first, second.subarray(0, cut)]))
    expect(await socket.nextText('43/live,'), `cut after ${cut} bytes`).toBe('43/live,1[{}]')
    socket.write(second.subarray(cut))
    expect(await socket.nextText('43/live,'), `cut after ${cut} bytes`).toBe('43/live,2[{}]')
    socket.close()
  }
})
