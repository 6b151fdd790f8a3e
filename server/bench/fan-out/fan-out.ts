/**
 * What it costs to tell many screens at once: server CPU for each delivered patch, memory for each socket, and the time from
 * being said to being read, against `ws` broadcasting one buffer of the same size, in alternated rounds; then beside slow
 * readers, with as many sockets as a process can have, beside a dashboard of Node-RED, and with several processes.
 *
 *     npm run bench -- fan-out [--sockets 5000] [--seconds 20] [--rounds 3] [--only all] [--json] [--record]
 */
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow, type MeasuredRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import type { Contender } from './messages.ts'
import { installPeer } from './peer.ts'
import { type Measured, measureCapacity, measureRound } from './round.ts'

/** Files a process needs for itself besides its sockets. */
const OWN_FILES = 100

const CPU = 'CPU of the server for each patch read'
const P99 = 'said to read, p99'
const MEMORY = 'memory of the server for each socket'

const options = benchOptions({
  // Of the product each socket is pinged once in 20 s: a round as long as that counts what each of them costs, once.
  ...{ sockets: 5_000, seconds: 20, rounds: 3, bytes: 2_048, sideSeconds: 8 },
  ...{ slowTo: 2_000, many: 20_000, peerSockets: 1_000, capacitySockets: 2_000, sideRounds: 2, only: 'all' },
})
const { sockets, seconds, sideSeconds, rounds, sideRounds, only } = options.settings
const rows: BenchRow[] = []
const notes: string[] = []
/** Of a patch of the product as it was read: what is broadcast beside it is as long. */
let { bytes } = options.settings

const PARTS: Readonly<Record<string, () => Promise<void>>> = { even, slow, many, peer, processes }
for (const [name, part] of Object.entries(PARTS)) if (only === 'all' || only.split(',').includes(name)) await part()
concludeBench('fan-out', options, { rows, notes })

/** The product beside bare `ws`. */
async function even(): Promise<void> {
  const measured = await alternate(['guanlan', 'ws'] as const, rounds, async (contender, round) => {
    sayProgress(`round ${round + 1} of ${rounds}: ${contender}, ${sockets} sockets`)
    const one = await measureRound({ contender, sockets, seconds, bytes: lengthFor(contender) })
    if (contender === 'guanlan') bytes = Math.round(one.bytes)
    return one
  })
  const ws = (of: (one: Measured) => number) => ({ name: '`ws`, one buffer', values: measured.ws.map(of) })
  const at = { of: 'sockets', value: sockets }
  const row = (row: Omit<MeasuredRow, 'values' | 'at'>, of: (one: Measured) => number) =>
    rows.push(benchRow({ ...row, at, values: measured.guanlan.map(of), baseline: ws(of) }))
  row({ measure: CPU, unit: 'µs', target: { of: 'ratio', is: 'at most', value: 1.1 } }, ({ cpuUs }) => cpuUs)
  row({ measure: 'said to read, p50', unit: 'ms' }, ({ p50 }) => p50)
  row({ measure: P99, unit: 'ms', target: { of: 'ratio', is: 'at most', value: 1.5 } }, ({ p99 }) => p99)
  row({ measure: MEMORY, unit: 'KB', target: { of: 'figure', is: 'at most', value: 30 } }, ({ perSocket }) => perSocket / 1_000)
  row({ measure: 'share of the patches that were read', unit: 'share' }, ({ delivered }) => delivered)
  notes.push(
    `A patch is ${bytes} bytes on the wire, and as much is broadcast by \`ws\`; both four times a second. The product besides sends a beat every half second and a ping every 20 s, and what they and the answers cost is counted.`,
    'Readers are a process of their own on the same two cores, and take part of what the machine can do.',
  )
}

/** The same with a tenth of the sockets not reading. */
async function slow(): Promise<void> {
  const attentive = options.settings.slowTo
  const slowOnes = Math.round(attentive / 9)
  const measured = await alternate(['alone', 'beside'] as const, rounds, (who, round) => {
    sayProgress(
      `round ${round + 1} of ${rounds}: ${attentive} sockets ${who === 'alone' ? 'alone' : `beside ${slowOnes} slow ones`}`,
    )
    return measureRound(
      { contender: 'guanlan', sockets: attentive, seconds: sideSeconds, bytes: lengthFor('guanlan') },
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
    { measure: `${P99}, beside 10 % slow readers`, unit: 'ms', target: { of: 'ratio', is: 'at most', value: 1.1 } },
    ({ p99 }) => p99,
  )
  beside({ measure: `${CPU}, beside 10 % slow readers`, unit: 'µs' }, ({ cpuUs }) => cpuUs)
  rows.push(
    benchRow({
      ...{ measure: 'memory for each slow reader when it is held aside', unit: 'KB', at },
      ...{ values: measured.beside.map((one) => one.slow.held / 1_000), target: { of: 'figure', is: 'at most', value: 512 } },
    }),
    benchRow({
      ...{ measure: `memory it gains in the ${sideSeconds} s that follow`, unit: 'KB', at },
      ...{ values: measured.beside.map((one) => one.slow.gained / 1_000), target: { of: 'figure', is: 'at most', value: 64 } },
    }),
  )
  notes.push(
    'A slow reader reads nothing at all and only says that it is there, each at a moment of its own. Before one is held, the operating system keeps about 4 MB for it on the loopback; that is no memory of the server.',
  )
}

/** As many sockets as a process of this machine may have, up to what was asked for. */
async function many(): Promise<void> {
  const allowed = openFilesMost() - OWN_FILES
  const count = Math.min(options.settings.many, allowed)
  sayProgress(`${count} sockets`)
  const one = await measureRound({ contender: 'guanlan', sockets: count, seconds, bytes: lengthFor('guanlan') })
  const at = { of: 'sockets', value: count }
  const row = (measure: string, unit: string, value: number) => rows.push(benchRow({ measure, unit, at, values: [value] }))
  row(CPU, 'µs', one.cpuUs)
  row(P99, 'ms', one.p99)
  row(MEMORY, 'KB', one.perSocket / 1_000)
  row('patches read', 'a second', one.perSecond)
  if (count < options.settings.many)
    notes.push(
      `${options.settings.many} sockets were asked for; a process of this machine may have ${allowed + OWN_FILES} files open.`,
    )
}

/** A dashboard of Node-RED, told as much as often, driven by the same readers. */
async function peer(): Promise<void> {
  sayProgress('installing Node-RED with its dashboard into a temporary folder')
  const installed = await installPeer()
  if ('missing' in installed) {
    sayProgress(installed.missing)
    notes.push(installed.missing)
    return
  }
  try {
    const count = options.settings.peerSockets
    const measured = await alternate(['guanlan', 'node-red'] as const, sideRounds, (contender, round) => {
      sayProgress(`round ${round + 1} of ${sideRounds}: ${contender}, ${count} sockets`)
      return measureRound({
        contender,
        sockets: count,
        seconds: sideSeconds,
        bytes: lengthFor(contender),
        folder: installed.folder,
      })
    })
    const at = { of: 'sockets', value: count }
    const row = (measure: string, unit: string, of: (one: Measured) => number) =>
      rows.push(
        benchRow({
          ...{ measure: `${measure}, beside Node-RED`, unit, at, values: measured.guanlan.map(of) },
          baseline: { name: 'Node-RED dashboard', values: measured['node-red'].map(of) },
        }),
      )
    row(CPU, 'µs', ({ cpuUs }) => cpuUs)
    row(P99, 'ms', ({ p99 }) => p99)
    row(MEMORY, 'KB', ({ perSocket }) => perSocket / 1_000)
    notes.push(
      'Node-RED 5.0.7 with FlowFuse dashboard 1.31.0 tells the same text to every browser, by Socket.IO, with nobody signed in.',
    )
  } finally {
    await installed.remove()
  }
}

/** What one process delivers as fast as it is read, and what two do, on the same cores as their readers. */
async function processes(): Promise<void> {
  const count = options.settings.capacitySockets
  const measured = await alternate(['1', '2'] as const, sideRounds, (number, round) => {
    sayProgress(`round ${round + 1} of ${sideRounds}: ${number} of the processes, ${count} sockets, as fast as they read`)
    const settings = { contender: 'guanlan', sockets: count, seconds: sideSeconds, bytes: lengthFor('guanlan') } as const
    return measureCapacity(settings, Number(number))
  })
  for (const number of ['1', '2'] as const) {
    const at = { of: number === '1' ? 'server process' : 'server processes', value: Number(number) }
    const baseline = (of: (one: { perSecond: number; cpuUs: number }) => number) =>
      number === '2' ? { baseline: { name: 'one process', values: measured['1'].map(of) } } : {}
    for (const [measure, unit, of] of [
      ['patches delivered as fast as they are read', 'a second', (one: { perSecond: number }) => one.perSecond],
      [`${CPU}, as fast as they are read`, 'µs', (one: { cpuUs: number }) => one.cpuUs],
    ] as const)
      rows.push(benchRow({ measure, unit, at, values: measured[number].map(of), ...baseline(of) }))
  }
  notes.push(
    'One process keeps one core busy, and its readers most of the other. Two of each are four busy processes on two cores: little is left for the second to use, and how much they deliver together depends on which of them the operating system lets run, hence the spread. That a machine with more cores delivers in proportion is not shown by this.',
  )
}

/** About `bytes` is asked of the product; of the others, what a patch of it came to. */
function lengthFor(contender: Contender): number {
  return contender === 'guanlan' ? options.settings.bytes : bytes
}

function openFilesMost(): number {
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft: number | string } }
  }
  const limit = Number(report.userLimits?.open_files?.soft)
  return Number.isFinite(limit) ? limit : Number.MAX_SAFE_INTEGER
}
