/**
 * The product beside a dashboard of Node-RED that tells as much as often, driven by the same readers, in alternated rounds.
 *
 *     npm run bench -- fan-out-peer [--sockets 1000] [--seconds 8] [--rounds 3] [--json] [--record]
 */
import { alternate } from '../result/alternate.ts'
import { benchOptions } from '../result/bench-options.ts'
import type { BenchRow } from '../result/bench-result.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { MEASURES } from './measures.ts'
import { installPeer } from './peer.ts'
import { type Measured, measureRound } from './round.ts'

const options = benchOptions({ sockets: 1_000, seconds: 8, rounds: 3, bytes: 2_048 })
const { sockets, seconds, rounds } = options.settings
const rows: BenchRow[] = []
const notes: string[] = []

sayProgress('installing Node-RED with its dashboard into a temporary folder')
const installed = await installPeer()
if ('missing' in installed) {
  sayProgress(installed.missing)
  notes.push(installed.missing)
} else
  try {
    await besidePeer(installed.folder)
  } finally {
    await installed.remove()
  }
concludeBench('fan-out-peer', options, { rows, notes })

async function besidePeer(folder: string): Promise<void> {
  /** Of a patch of the product as it was read: what the peer tells is as long. */
  let { bytes } = options.settings
  const measured = await alternate(['guanlan', 'node-red'] as const, rounds, async (contender, round) => {
    sayProgress(`round ${round + 1} of ${rounds}: ${contender}, ${sockets} sockets`)
    const length = contender === 'guanlan' ? options.settings.bytes : bytes
    const one = await measureRound({ contender, sockets, seconds, bytes: length, folder })
    if (contender === 'guanlan') bytes = Math.round(one.bytes)
    return one
  })
  const at = { of: 'sockets', value: sockets }
  const row = (measure: string, unit: string, of: (one: Measured) => number) =>
    rows.push(
      benchRow({
        ...{ measure, unit, at, values: measured.guanlan.map(of) },
        baseline: { name: 'Node-RED dashboard', values: measured['node-red'].map(of) },
      }),
    )
  row(MEASURES.cpu, 'µs', ({ cpuUs }) => cpuUs)
  row(MEASURES.p99, 'ms', ({ p99 }) => p99)
  row(MEASURES.memory, 'KB', ({ perSocket }) => perSocket / 1_000)
  notes.push(
    'Node-RED 5.0.7 with FlowFuse dashboard 1.31.0 tells the same text to every browser, by Socket.IO, with nobody signed in.',
  )
}
