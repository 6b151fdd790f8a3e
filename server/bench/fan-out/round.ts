import { setTimeout as pause } from 'node:timers/promises'
import { type Readers, type Served, startReaders, startServer } from './processes.ts'

/** What one round measured. */
export interface Measured {
  /** CPU time of the server for each patch that a reader took in, microseconds. */
  readonly cpuUs: number
  /** From being said to being read, ms. */
  readonly p50: number
  readonly p99: number
  /** Resident memory of the server for each connected socket at the end, bytes. */
  readonly perSocket: number
  /** Length of a patch on the wire, without frames, bytes. */
  readonly bytes: number
  /** Share of the patches told that were read. */
  readonly delivered: number
  readonly perSecond: number
}

/** What slow readers cost the server, bytes each: when they were all held, and what they gained while they were. */
export interface SlowReaders {
  readonly held: number
  readonly gained: number
}

/** Whom a round is about, and how long it measures. */
export interface RoundSettings extends Served {
  readonly sockets: number
  readonly seconds: number
}

/** Patches told before the measurement begins, so that code is warm and buffers have their size. */
const WARM_UP_MS = 2_000

/** Patches until every slow reader is held: what a machine keeps for a socket that reads nothing is some megabytes. */
const MOST_FILLING = 2_000

/** Most sockets one process of readers has. */
const READERS_MOST = 10_000

/** One round: connects the readers, warms up, and measures for some seconds what they are told four times a second. */
export async function measureRound(settings: RoundSettings, slow = 0): Promise<Measured & { readonly slow: SlowReaders }> {
  const { sockets, seconds } = settings
  await using server = await startServer(settings)
  const empty = await server.state()
  const slowReaders = slow > 0 ? await startReaders(settings.contender, server.port, slow, 'slow') : undefined
  for (let casts = 0; slowReaders && (await server.state()).held < slow; casts++) {
    if (casts > MOST_FILLING) throw new Error('the slow readers were never held')
    for (let each = 0; each < FILLING_AT_ONCE; each++) server.tell({ kind: 'cast', isWhole: true })
  }
  const before = await server.state()
  const readers: Readers[] = []
  for (let left = sockets; left > 0; left -= READERS_MOST)
    readers.push(await startReaders(settings.contender, server.port, Math.min(left, READERS_MOST), 'attentive'))
  server.tell({ kind: 'begin' })
  await pause(WARM_UP_MS)
  await server.end()
  const connected = await server.state()
  for (const each of readers) each.begin()
  server.tell({ kind: 'begin' })
  await pause(seconds * 1_000)
  const used = await server.end()
  await pause(WARM_UP_MS / 2)
  const read = await Promise.all(readers.map((each) => each.end()))
  const after = await server.state()
  for (const each of [...readers, ...(slowReaders ? [slowReaders] : [])]) await each.close()
  const messages = read.reduce((sum, each) => sum + each.messages, 0)
  return {
    ...{ cpuUs: used.cpuUs / messages, perSocket: (after.rss - before.rss) / sockets, perSecond: messages / seconds },
    ...{ p50: Math.max(...read.map(({ p50 }) => p50)), p99: Math.max(...read.map(({ p99 }) => p99)) },
    ...{ bytes: read[0]?.bytes ?? 0, delivered: messages / (used.casts * sockets) },
    slow: { held: (before.rss - empty.rss) / slow, gained: (after.rss - connected.rss) / slow },
  }
}

/** Patches told between two looks at how many slow readers are held. */
const FILLING_AT_ONCE = 10

/** Patches that may be under way to the readers of one server when it is told as fast as they read. */
const UNDER_WAY = 2

/** What some servers deliver together: patches a second, and the CPU time of the servers for each, microseconds. */
export interface Capacity {
  readonly perSecond: number
  readonly cpuUs: number
}

/** One round of some servers, each of which tells its own share of the sockets as fast as they read. */
export async function measureCapacity(settings: RoundSettings, processes: number): Promise<Capacity> {
  const share = Math.floor(settings.sockets / processes)
  const lanes = await Promise.all(
    Array.from({ length: processes }, async () => {
      const server = await startServer(settings)
      const readers = await startReaders(settings.contender, server.port, share, 'attentive')
      return { server, readers }
    }),
  )
  const cast = ({ server }: (typeof lanes)[number]) => server.tell({ kind: 'cast', isWhole: false })
  for (const lane of lanes) {
    lane.readers.onCaughtUp(() => cast(lane))
    for (let each = 0; each < UNDER_WAY; each++) cast(lane)
  }
  await pause(WARM_UP_MS)
  const begun = await Promise.all(lanes.map(({ server }) => server.cpuUs()))
  for (const { readers } of lanes) readers.begin()
  await pause(settings.seconds * 1_000)
  const read = await Promise.all(lanes.map(({ readers }) => readers.end()))
  const ended = await Promise.all(lanes.map(({ server }) => server.cpuUs()))
  for (const { readers, server } of lanes) {
    await readers.close()
    await server[Symbol.asyncDispose]()
  }
  const messages = read.reduce((sum, each) => sum + each.messages, 0)
  const cpuUs = ended.reduce((sum, each, lane) => sum + each - (begun[lane] as number), 0)
  return { perSecond: messages / settings.seconds, cpuUs: cpuUs / messages }
}
