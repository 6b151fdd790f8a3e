/**
 * What it costs to tell many screens at once: server CPU for each delivered patch, memory for each socket, and the time
 * from being said to being read, against `ws` broadcasting one buffer of the same size, in alternated rounds.
 *
 *     npm run bench -- fan-out [--sockets 5000] [--seconds 10] [--rounds 3] [--bytes 2048] [--json]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CONTENDERS, type Contender, type FromReaders, type FromServer, type ToReaders, type ToServer } from './messages.ts'

interface Measured {
  readonly cpuUsPerMessage: number
  readonly rssPerSocket: number
  readonly p50: number
  readonly p99: number
  readonly delivered: number
  readonly bytes: number
}

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    bytes: { type: 'string', default: '2048' },
    json: { type: 'boolean', default: false },
  },
})
const [sockets, seconds, rounds, bytes] = [values.sockets, values.seconds, values.rounds, values.bytes].map(Number) as [
  number,
  number,
  number,
  number,
]

/** Messages before the measurement begins, so that code is warm and buffers have their size. */
const WARM_UP_MS = 2_000

const measured: Record<Contender, Measured[]> = { guanlan: [], ws: [] }
for (let round = 0; round < rounds; round++)
  for (const contender of round % 2 === 0 ? CONTENDERS : [...CONTENDERS].reverse()) {
    if (!values.json) process.stderr.write(`round ${round + 1} of ${rounds}: ${contender}\n`)
    measured[contender].push(await measure(contender))
  }

const ratios = (of: (each: Measured) => number) =>
  measured.guanlan.map((ours, index) => of(ours) / of(measured.ws[index] as Measured))
const results = {
  sockets,
  seconds,
  rounds,
  bytes: measured.guanlan[0]?.bytes,
  guanlan: medians(measured.guanlan),
  ws: medians(measured.ws),
  ratio: { cpu: spread(ratios((each) => each.cpuUsPerMessage)), p99: spread(ratios((each) => each.p99)) },
}
if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`)
else for (const [name, figures] of Object.entries(results)) process.stdout.write(`${name.padEnd(8)} ${JSON.stringify(figures)}\n`)

async function measure(contender: Contender): Promise<Measured> {
  const server = child('server.ts', contender, String(bytes))
  const { port } = await heard<Extract<FromServer, { kind: 'listening' }>>(server, 'listening')
  const before = await memory(server)
  const readers = child('readers.ts', contender, String(port), String(sockets))
  await heard(readers, 'connected')
  const after = await memory(server)
  server.send({ kind: 'begin' } satisfies ToServer)
  await pause(WARM_UP_MS)
  server.send({ kind: 'end' } satisfies ToServer)
  await heard(server, 'used')
  readers.send({ kind: 'begin' } satisfies ToReaders)
  server.send({ kind: 'begin' } satisfies ToServer)
  await pause(seconds * 1000)
  server.send({ kind: 'end' } satisfies ToServer)
  const used = await heard<Extract<FromServer, { kind: 'used' }>>(server, 'used')
  await pause(WARM_UP_MS / 2)
  readers.send({ kind: 'end' } satisfies ToReaders)
  const read = await heard<Extract<FromReaders, { kind: 'read' }>>(readers, 'read')
  await Promise.all([ended(readers), ended(server)])
  return {
    cpuUsPerMessage: used.cpuUs / read.messages,
    rssPerSocket: (after - before) / sockets,
    p50: read.p50,
    p99: read.p99,
    delivered: read.messages / (used.casts * sockets),
    bytes: used.bytes,
  }
}

function child(file: string, ...args: readonly string[]): ChildProcess {
  return fork(join(import.meta.dirname, file), args, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}

async function memory(server: ChildProcess): Promise<number> {
  server.send({ kind: 'memory' } satisfies ToServer)
  return (await heard<Extract<FromServer, { kind: 'memory' }>>(server, 'memory')).rss
}

/** The next message of a kind. Throws Error when the process ends before. */
async function heard<Message>(process: ChildProcess, kind: string): Promise<Message> {
  for (;;) {
    const [message] = await Promise.race([
      once(process, 'message'),
      once(process, 'exit').then(() => {
        throw new Error(`a process of the bench ended before it was ${kind}`)
      }),
    ])
    if (message.kind === kind) return message
  }
}

async function ended(process: ChildProcess): Promise<void> {
  const over = once(process, 'exit')
  process.disconnect()
  await over
}

function medians(rounds: readonly Measured[]): Measured {
  const of = (pick: (each: Measured) => number) => rounded(median(rounds.map(pick)))
  return {
    cpuUsPerMessage: of((each) => each.cpuUsPerMessage),
    rssPerSocket: of((each) => each.rssPerSocket),
    p50: of((each) => each.p50),
    p99: of((each) => each.p99),
    delivered: of((each) => each.delivered),
    bytes: of((each) => each.bytes),
  }
}

function spread(values: readonly number[]) {
  return { median: rounded(median(values)), least: rounded(Math.min(...values)), most: rounded(Math.max(...values)) }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] as number
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}
