/**
 * How many observations a second become durable through the HTTP door, with every check, the roll-up and the fan-out on, until the
 * last of them is in its points; beside it, in alternated rounds, a bare binary COPY of the same rows into the same table.
 *
 *     npm run bench -- ingest [--rounds 5] [--minutes 12] [--json] [--record]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../../record/embedded/embedded-postgres.ts'
import { PostgresStore } from '../../record/postgres-store.ts'
import { SERVER_FLAGS } from '../../server-flags.ts'
import { hashToken } from '../../sources/source-token.ts'
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { bareCopy } from './bare-copy.ts'
import { type Feed, rowsOf, SENDERS } from './feed.ts'
import { type FromSenders, type FromServer, NOWHERE, type Stage, type ToSenders, type ToServer } from './messages.ts'

const DOOR = '/api/hub/observations'
const HOUR_MS = 3_600_000

/** How often each figure is told in a minute: every five seconds, as sensors do, and once, as departments do. */
const PACES = [12, 1] as const

const NOTES = [
  'Rows count when they are in their points, which is later than their acknowledgement. ' +
    'The bare COPY is one statement in one transaction, its bytes made beforehand.',
  'Shares are of the wall clock and overlap: rows are read, checked and stored while the revision of those before is stored.',
  'Told once in its minute, each observation makes 1.2 points, for the town and the areas above it, and they are stored too: ' +
    'more than twice the rows of the COPY, more than half of them under a key of four columns.',
  'The door, the gate, the roll-up, the record and the live namespace are the product’s own; no alarm rules and no accounts are there.',
]

/** What one round took, ms. */
interface Round {
  readonly ms: number
  /** Until the last row was acknowledged. */
  readonly acknowledgedMs?: number
  readonly stages?: Readonly<Record<Stage, number>>
  readonly cpuMs?: number
}

const options = benchOptions({ rounds: 5, minutes: 12 })
const { rounds, minutes } = options.settings
const tokens = Array.from({ length: SENDERS }, (_, sender) => `gl_bench_${sender}`)

const folder = await mkdtemp(join(tmpdir(), 'guanlan-bench-'))
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
const children: ChildProcess[] = []
try {
  const store = await PostgresStore.open(postgres.url)
  for (const [sender, token] of tokens.entries()) await store.addSource(`sender-${sender}`, hashToken(token))
  await store.close()
  const client = new Client({ connectionString: postgres.url })
  await client.connect()
  const server = child('server.ts', postgres.url)
  const { port } = await heard<Extract<FromServer, { kind: 'listening' }>>(server, 'listening')
  const senders = child('senders.ts', `${port}`, ...tokens)

  // Each round has hours of its own, so that no row is a duplicate.
  let hour = Date.parse('2026-06-10T00:00:00+08:00')
  const nextFeed = (perMinute: number, length = minutes): Feed => {
    const from = hour
    hour += Math.ceil((length * 60_000) / HOUR_MS) * HOUR_MS
    return { from, minutes: length, perMinute }
  }
  const send = async (feed: Feed, path: string): Promise<Round> => {
    await ask(senders, { kind: 'prepare', feed }, 'ready')
    server.send({ kind: 'begin' } satisfies ToServer)
    const begun = performance.now()
    const { accepted } = await ask<Extract<FromSenders, { kind: 'answered' }>>(senders, { kind: 'send', path }, 'answered')
    const acknowledgedMs = performance.now() - begun
    if (accepted !== rowsOf(feed)) throw new Error(`${accepted} of ${rowsOf(feed)} rows were taken in`)
    server.send({ kind: 'end' } satisfies ToServer)
    const { stages, cpuMs } = await heard<Extract<FromServer, { kind: 'rolled-up' }>>(server, 'rolled-up')
    return { ms: performance.now() - begun, acknowledgedMs, stages, cpuMs }
  }
  sayProgress('warming')
  await send(nextFeed(12, 3), DOOR)
  await bareCopy(client, nextFeed(12, 3))
  const rows: BenchRow[] = []
  for (const perMinute of PACES) {
    // As many rows at every pace, as far as whole minutes allow.
    const length = Math.round((minutes * 12) / perMinute)
    const count = rowsOf({ minutes: length, perMinute })
    const measured = await alternate(['product', 'copy', 'door'] as const, rounds, async (who, round): Promise<Round> => {
      sayProgress(`${perMinute} a minute, round ${round + 1} of ${rounds}: ${who}`)
      const feed = nextFeed(perMinute, length)
      if (who === 'copy') return { ms: await bareCopy(client, feed) }
      return send(feed, who === 'door' ? NOWHERE : DOOR)
    })
    const perSecond = (all: readonly Round[]) => all.map(({ ms }) => (count / ms) * 1_000)
    const at = {
      of: perMinute === 1 ? 'observation of each figure in its minute' : 'observations of each figure in its minute',
      value: perMinute,
    }
    const copy = { name: 'bare COPY', values: perSecond(measured.copy) }
    const share = (measure: string, of: (round: Round) => number) =>
      benchRow({ measure, unit: 'share of the time', values: measured.product.map((round) => of(round) / round.ms), at })
    rows.push(
      benchRow({
        ...{
          measure: 'observations durable and in their points',
          unit: 'rows/s',
          values: perSecond(measured.product),
          at,
          baseline: copy,
        },
        target: { of: 'ratio', is: 'at least', value: 0.5 },
      }),
      benchRow({
        ...{ measure: 'observations acknowledged', unit: 'rows/s', at, baseline: copy },
        values: measured.product.map(({ acknowledgedMs }) => (count / (acknowledgedMs ?? 0)) * 1_000),
      }),
      share('CPU of the server', ({ cpuMs }) => cpuMs ?? 0),
      ...(['gate', 'commit', 'roll-up', 'revision', 'fan-out'] as const).map((stage) =>
        share(stage, ({ stages }) => stages?.[stage] ?? 0),
      ),
      benchRow({
        ...{ measure: 'parse: the same requests read and answered alone', unit: 'share of the time', at },
        values: measured.product.map((round, index) => (measured.door[index]?.ms ?? 0) / round.ms),
      }),
    )
  }
  await client.end()
  concludeBench('ingest', options, { rows, notes: NOTES })
} finally {
  for (const one of children) await ended(one)
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

function child(file: string, ...args: readonly string[]): ChildProcess {
  const started = fork(join(import.meta.dirname, file), args, {
    execArgv: [...SERVER_FLAGS],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  children.push(started)
  return started
}

async function ask<Message>(process: ChildProcess, message: ToSenders, kind: string): Promise<Message> {
  const answer = heard<Message>(process, kind)
  process.send(message)
  return answer
}

/** The next message of a kind. Throws Error when the process ends before. */
async function heard<Message>(process: ChildProcess, kind: string): Promise<Message> {
  const over = new AbortController()
  const { signal } = over
  const gone = once(process, 'exit', { signal }).then(() => {
    throw new Error(`a process of the bench ended before it was ${kind}`)
  })
  try {
    for (;;) {
      const [message] = (await Promise.race([once(process, 'message', { signal }), gone])) as [{ kind: string }]
      if (message.kind === kind) return message as Message
    }
  } finally {
    gone.catch(() => undefined)
    over.abort()
  }
}

async function ended(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || !process.connected) return
  const over = once(process, 'exit')
  process.disconnect()
  await over
}
