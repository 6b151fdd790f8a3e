import { createInterface } from 'node:readline'
import { readOptions } from './options.ts'
import { runHub } from './run-hub.ts'

/** Exit code for what would go wrong again however often it is started: a bad option, no tokens, a broken model. */
const REFUSED = 2

/**
 * The simulated hub as a process of its own, a client of the door like any other:
 * `npm run hub -- --token TOKEN --reader TOKEN [--url ADDRESS] [--scenario ID] [--speed N] [--seed N] [--silence DEPARTMENT,…] [--past full|today|none]`
 *
 * Without tokens, the first line of standard input is `{"tokens": {DEPARTMENT: TOKEN, …}, "reader": TOKEN}`. Later lines may be
 * `{"silence": [DEPARTMENT, …]}` and `{"resume": [DEPARTMENT, …]}`. When standard input ends, the hub ends: it does not
 * outlive who started it.
 */

const stop = new AbortController()
const silent = new Set<string>()
const log = (sentence: string): void => void process.stdout.write(`· 模拟数据 · simulated hub: ${sentence}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

try {
  const options = readOptions(process.argv.slice(2), process.env)
  const { tokens, reader } =
    options.token !== undefined && options.reader !== undefined ? given(options.token, options.reader) : await fromInput()
  await runHub({ options, tokens, reader, silent, log, signal: stop.signal })
  process.exit(0)
} catch (error) {
  process.stderr.write(`· 模拟数据 · simulated hub: ${(error as Error).message}\n`)
  process.exit(REFUSED)
}

/** What the hub shows the server: what it may send, and what it may ask. */
interface Tokens {
  readonly tokens: ReadonlyMap<string, string>
  readonly reader: string
}

function given(token: string, reader: string): Tokens {
  return { tokens: new Map([['*', token]]), reader }
}

function fromInput(): Promise<Tokens> {
  const lines = createInterface({ input: process.stdin })
  return new Promise((resolve, reject) => {
    let isStarted = false
    lines.on('line', (line) => {
      if (line.trim() === '') return
      try {
        const said = JSON.parse(line) as { tokens?: Record<string, string>; reader?: string; silence?: string[]; resume?: string[] }
        if (said.tokens && said.reader !== undefined && !isStarted) {
          isStarted = true
          resolve({ tokens: new Map(Object.entries(said.tokens)), reader: said.reader })
        }
        for (const department of said.silence ?? []) silent.add(department)
        for (const department of said.resume ?? []) silent.delete(department)
      } catch (error) {
        reject(new Error(`standard input: a line is not JSON (${(error as Error).message})`))
      }
    })
    lines.on('close', () => {
      if (!isStarted)
        reject(
          new Error('standard input ended before a line with tokens; write {"tokens":{…},"reader":…} or use --token and --reader'),
        )
      stop.abort()
    })
  })
}
