import { createInterface } from 'node:readline'
import { readOptions } from './options.ts'
import { runHub } from './run-hub.ts'

/** Exit code for what would go wrong again however often it is started: a bad option, no tokens, a broken model. */
const REFUSED = 2

/**
 * The simulated hub as a process of its own, a client of the door like any other:
 * `npm run hub -- --token TOKEN [--url ADDRESS] [--scenario ID] [--speed N] [--seed N] [--silence DEPARTMENT,…] [--past full|today|none]`
 *
 * Without a token, the first line of standard input is `{"tokens": {DEPARTMENT: TOKEN, …}}`. Later lines may be
 * `{"silence": [DEPARTMENT, …]}` and `{"resume": [DEPARTMENT, …]}`. When standard input ends, the hub ends: it does not
 * outlive who started it.
 */

const stop = new AbortController()
const silent = new Set<string>()
const log = (sentence: string): void => void process.stdout.write(`· 模拟数据 · simulated hub: ${sentence}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

try {
  const options = readOptions(process.argv.slice(2), process.env)
  const tokens = options.token === undefined ? await tokensFromInput() : new Map([['*', options.token]])
  await runHub({ options, tokens, silent, log, signal: stop.signal })
  process.exit(0)
} catch (error) {
  process.stderr.write(`· 模拟数据 · simulated hub: ${(error as Error).message}\n`)
  process.exit(REFUSED)
}

function tokensFromInput(): Promise<Map<string, string>> {
  const lines = createInterface({ input: process.stdin })
  return new Promise((resolve, reject) => {
    let isStarted = false
    lines.on('line', (line) => {
      if (line.trim() === '') return
      try {
        const said = JSON.parse(line) as { tokens?: Record<string, string>; silence?: string[]; resume?: string[] }
        if (said.tokens && !isStarted) {
          isStarted = true
          resolve(new Map(Object.entries(said.tokens)))
        }
        for (const department of said.silence ?? []) silent.add(department)
        for (const department of said.resume ?? []) silent.delete(department)
      } catch (error) {
        reject(new Error(`standard input: a line is not JSON (${(error as Error).message})`))
      }
    })
    lines.on('close', () => {
      if (!isStarted) reject(new Error('standard input ended before a line with tokens; write {"tokens":{…}} or use --token'))
      stop.abort()
    })
  })
}
