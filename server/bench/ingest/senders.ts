/**
 * The city's sources in a process of their own, `senders.ts PORT TOKEN…`: one sender for each token, which sends one minute of
 * its figures at a time and the next when that is acknowledged. Bodies are made beforehand, so that sending costs little.
 */
import { Agent, request } from 'node:http'
import { bodyOf } from './feed.ts'
import type { FromSenders, ToSenders } from './messages.ts'

const [port, ...tokens] = process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: tokens.length })
let bodies: readonly (readonly Buffer[])[] = []

process.on('message', async (message: ToSenders) => {
  switch (message.kind) {
    case 'prepare': {
      const { feed } = message
      const minutes = Array.from({ length: feed.minutes }, (_, minute) => minute)
      bodies = tokens.map((_, sender) => minutes.map((minute) => bodyOf(sender, minute, feed)))
      tell({ kind: 'ready' })
      break
    }
    case 'send': {
      const accepted = await Promise.all(tokens.map((token, sender) => sendAll(message.path, token, bodies[sender] ?? [])))
      tell({ kind: 'answered', accepted: accepted.reduce((sum, count) => sum + count, 0) })
    }
  }
})
process.on('disconnect', () => process.exit())

function tell(message: FromSenders): void {
  process.send?.(message)
}

async function sendAll(path: string, token: string, parts: readonly Buffer[]): Promise<number> {
  let accepted = 0
  for (const part of parts) accepted += await send(path, token, part)
  return accepted
}

/** How many rows were taken in as new. Throws Error for a refusal. */
function send(path: string, token: string, body: Buffer): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'content-length': body.length }
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve((JSON.parse(text) as { accepted: number }).accepted)
        else reject(new Error(`${response.statusCode}: ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
