/**
 * How many screens one server carries, and what two deliver: as many sockets as a process can have, told four times a second;
 * then one server and two of them, told as fast as they are read.
 *
 *     npm run bench -- fan-out-capacity [--many 20000] [--sockets 2000] [--rounds 3] [--json] [--record]
 */
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { MEASURES } from './measures.ts'
import { type Capacity, measureCapacity, measureRound } from './round.ts'

/** Files a process needs for itself besides its sockets. */
const OWN_FILES = 100

const options = benchOptions({ many: 20_000, manySeconds: 20, sockets: 2_000, seconds: 8, rounds: 3, bytes: 2_048 })
const { many, manySeconds, sockets, seconds, rounds, bytes } = options.settings
const rows: BenchRow[] = []
const notes: string[] = []

await oneProcess()
await twoProcesses()
concludeBench('fan-out-capacity', options, { rows, notes })

/** As many sockets as a process of this machine may have, up to what was asked for. */
async function oneProcess(): Promise<void> {
  const allowed = openFilesMost() - OWN_FILES
  const count = Math.min(many, allowed)
  sayProgress(`${count} sockets`)
  const one = await measureRound({ contender: 'guanlan', sockets: count, seconds: manySeconds, bytes })
  const at = { of: 'sockets', value: count }
  const row = (measure: string, unit: string, value: number) => rows.push(benchRow({ measure, unit, at, values: [value] }))
  row(MEASURES.cpu, 'µs', one.cpuUs)
  row(MEASURES.p99, 'ms', one.p99)
  row(MEASURES.memory, 'KB', one.perSocket / 1_000)
  row('patches read', 'a second', one.perSecond)
  row('share of the patches that were read', 'share', one.delivered)
  if (count < many)
    notes.push(`${many} sockets were asked for; a process of this machine may have ${allowed + OWN_FILES} files open.`)
}

/** What one process delivers as fast as it is read, and what two do, on the same cores as their readers. */
async function twoProcesses(): Promise<void> {
  const measured = await alternate(['1', '2'] as const, rounds, (number, round) => {
    sayProgress(`round ${round + 1} of ${rounds}: ${number} of the processes, ${sockets} sockets, as fast as they read`)
    return measureCapacity({ contender: 'guanlan', sockets, seconds, bytes }, Number(number))
  })
  for (const number of ['1', '2'] as const) {
    const at = { of: number === '1' ? 'server process' : 'server processes', value: Number(number) }
    const baseline = (of: (one: Capacity) => number) =>
      number === '2' ? { baseline: { name: 'one process', values: measured['1'].map(of) } } : {}
    for (const [measure, unit, of] of [
      ['patches delivered as fast as they are read', 'a second', (one: Capacity) => one.perSecond],
      [`${MEASURES.cpu}, as fast as they are read`, 'µs', (one: Capacity) => one.cpuUs],
    ] as const)
      rows.push(benchRow({ measure, unit, at, values: measured[number].map(of), ...baseline(of) }))
  }
  notes.push(
    'One server keeps one core busy, and its readers half of the other. Two of each are four processes on two cores: what the second adds is what the readers left over. That a machine with more cores delivers in proportion is not shown by this.',
  )
}

function openFilesMost(): number {
  const report = process.report.getReport() as {
    readonly userLimits?: { readonly open_files?: { readonly soft: number | string } }
  }
  const limit = Number(report.userLimits?.open_files?.soft)
  return Number.isFinite(limit) ? limit : Number.MAX_SAFE_INTEGER
}
