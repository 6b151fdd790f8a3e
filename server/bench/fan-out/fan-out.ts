/**
 * What it costs to tell many screens at once: server CPU for each delivered patch, memory for each socket, and the time from
 * being said to being read, against `ws` broadcasting one buffer of the same size, in alternated rounds; then beside slow
 * readers.
 *
 *     npm run bench -- fan-out [--sockets 5000] [--seconds 20] [--rounds 3] [--only all] [--json] [--record]
 */
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow, type MeasuredRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { MEASURES } from './measures.ts'
import { type Measured, measureRound } from './round.ts'

const options = benchOptions({
  // Of the product each socket is pinged once in 20 s: a round as long as that counts what each of them costs, once.
  ...{ sockets: 5_000, seconds: 20, rounds: 3, bytes: 2_048, slowTo: 2_000, slowSeconds: 8, only: 'all' },
})
const { sockets, seconds, slowSeconds, rounds, only } = options.settings
const rows: BenchRow[] = []
const notes: string[] = []

const PARTS: Readonly<Record<string, () => Promise<void>>> = { even, slow }
for (const [name, part] of Object.entries(PARTS)) if (only === 'all' || only.split(',').includes(name)) await part()
concludeBench('fan-out', options, { rows, notes })

/** The product beside bare `ws`. */
async function even(): Promise<void> {
  /** Of a patch of the product as it was read: what is broadcast beside it is as long. */
  let { bytes } = options.settings
  const measured = await alternate(['guanlan', 'ws'] as const, rounds, async (contender, round) => {
    sayProgress(`round ${round + 1} of ${rounds}: ${contender}, ${sockets} sockets`)
    const one = await measureRound({ contender, sockets, seconds, bytes: contender === 'ws' ? bytes : options.settings.bytes })
    if (contender === 'guanlan') bytes = Math.round(one.bytes)
    return one
  })
  const ws = (of: (one: Measured) => number) => ({ name: '`ws`, one buffer', values: measured.ws.map(of) })
  const at = { of: 'sockets', value: sockets }
  const row = (row: Omit<MeasuredRow, 'values' | 'at'>, of: (one: Measured) => number) =>
    rows.push(benchRow({ ...row, at, values: measured.guanlan.map(of), baseline: ws(of) }))
  row({ measure: MEASURES.cpu, unit: 'µs', target: { of: 'ratio', is: 'at most', value: 1.1 } }, ({ cpuUs }) => cpuUs)
  row({ measure: MEASURES.p50, unit: 'ms' }, ({ p50 }) => p50)
  row({ measure: MEASURES.p99, unit: 'ms', target: { of: 'ratio', is: 'at most', value: 1.5 } }, ({ p99 }) => p99)
  row(
    { measure: MEASURES.memory, unit: 'KB', target: { of: 'figure', is: 'at most', value: 30 } },
    ({ perSocket }) => perSocket / 1_000,
  )
  row({ measure: 'share of the patches that were read', unit: 'share' }, ({ delivered }) => delivered)
  notes.push(
    `A patch is ${bytes} bytes on the wire, and as much is broadcast by \`ws\`; both four times a second. The product besides sends a beat every half second and a ping every 20 s, and what they and the answers cost is counted.`,
    'Readers are a process of their own on the same two cores, and take part of what the machine can do.',
  )
}

/** The product beside readers that read nothing. */
async function slow(): Promise<void> {
  const attentive = options.settings.slowTo
  const slowOnes = Math.round(attentive / 9)
  const measured = await alternate(['alone', 'beside'] as const, rounds, (who, round) => {
    sayProgress(
      `round ${round + 1} of ${rounds}: ${attentive} sockets ${who === 'alone' ? 'alone' : `beside ${slowOnes} slow ones`}`,
    )
    return measureRound(
      { contender: 'guanlan', sockets: attentive, seconds: slowSeconds, bytes: options.settings.bytes },
      who === 'beside' ? slowOnes : 0,
    )
  })
  const at = { of: 'sockets that read', value: attentive }
  const beside = (row: Omit<MeasuredRow, 'values' | 'at'>, of: (one: Measured) => number) =>
    rows.push(
      benchRow({
        ...row,
        at,
        values: measured.beside.map(of),
        baseline: { name: 'no slow readers', values: measured.alone.map(of) },
      }),
    )
  beside(
    { measure: `${MEASURES.p99}, beside 10 % slow readers`, unit: 'ms', target: { of: 'ratio', is: 'at most', value: 1.1 } },
    ({ p99 }) => p99,
  )
  beside({ measure: `${MEASURES.cpu}, beside 10 % slow readers`, unit: 'µs' }, ({ cpuUs }) => cpuUs)
  rows.push(
    benchRow({
      ...{ measure: 'memory for each slow reader when it is held aside', unit: 'KB', at },
      ...{ values: measured.beside.map((one) => one.slow.held / 1_000), target: { of: 'figure', is: 'at most', value: 512 } },
    }),
    benchRow({
      ...{ measure: `memory it gains in the ${slowSeconds} s that follow`, unit: 'KB', at },
      ...{ values: measured.beside.map((one) => one.slow.gained / 1_000), target: { of: 'figure', is: 'at most', value: 64 } },
    }),
  )
  notes.push(
    'A slow reader reads nothing at all and only says that it is there, each at a moment of its own. Before one is held, the operating system keeps about 4 MB for it on the loopback; that is no memory of the server.',
  )
}
