/**
 * What 10,000 things that move once a second cost this machine: taking their rows in, committing them to PostgreSQL, making
 * the frame that tells a room of screens, and reading it on a screen. Beside each stands a baseline of the same run: parsing
 * the same rows as JSON and nothing more, and telling the same places as JSON. Each second is a round.
 *
 *     npm run bench -- entities [--seconds 20] [--json] [--record]
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { areaTree } from '#contract/catalogue.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { decodeMoves } from '#contract/track-codec.ts'
import { systemClock } from '../clock/system-clock.ts'
import { openEntities } from '../entities/entities.ts'
import { TrackRoom } from '../entities/track-room.ts'
import { area, catalogue } from '../hub/testing/small-city.ts'
import { openDatabase } from '../record/database.ts'
import { startEmbeddedPostgres } from '../record/embedded/embedded-postgres.ts'
import { PostgresStore } from '../record/postgres-store.ts'
import { benchOptions } from './result/bench-options.ts'
import { benchRow, type MeasuredRow } from './result/bench-row.ts'
import { concludeBench } from './result/conclude-bench.ts'

const THINGS = 10_000
const options = benchOptions({ seconds: 20 })
const SECONDS = options.settings.seconds
/** Seconds before the first that counts: programs are compiled and tables have their shape by then. */
const WARM_UP = 3
const PART_ROWS = 4_000

const kind: EntityKind = {
  ...{ id: 'bus', names: { zh: '公交车', en: 'Bus' }, domain: 'd', department: 'd', mark: 'bar' },
  ...{ moves: true, promise: 'PT30S' },
}
const towns = Array.from({ length: 33 }, (_, index) => area(`town-${index}`, 'town', 'city'))
const city = { ...catalogue([], [area('city', 'city'), ...towns]), entityKinds: [kind] }

/** What each second took: ms, and bytes where it says so. */
type Measured = Record<'parse' | 'take' | 'cpu' | 'frame' | 'bytes' | 'read' | 'json' | 'jsonBytes', number[]>

const folder = await mkdtemp(join(tmpdir(), 'guanlan-bench-'))
await chmod(folder, 0o711)
const postgres = await startEmbeddedPostgres(folder, { step: () => undefined, log: () => undefined })
try {
  await PostgresStore.prepare(postgres.url)
  const database = openDatabase(postgres.url)
  const [source] = await database.query<{ id: number }>(
    `insert into guanlan.source (name, token_hash) values ('bench', 'bench') returning id`,
  )
  const entities = await openEntities({
    ...{ database, catalogue: city, clock: systemClock },
    findArea: (lon) => `town-${Math.floor((lon - 113) * 33) % 33}`,
    onFault: (fault) => {
      throw fault
    },
  })
  let changed: Parameters<TrackRoom['collect']>[0] = []
  const stop = entities.book.onChange((more) => {
    changed = [...changed, ...more]
  })
  const codes = new Set(areaTree([...city.areas]).byCode.keys())
  let room: TrackRoom | undefined
  const measured: Measured = { parse: [], take: [], cpu: [], frame: [], bytes: [], read: [], json: [], jsonBytes: [] }
  const note = (name: keyof Measured, value: number) => void measured[name].push(value)
  const begunAt = Date.now() - (SECONDS + WARM_UP) * 1_000
  for (let second = 0; second < SECONDS + WARM_UP; second++) {
    const lines = rowsAt(second, begunAt)
    const counts = second >= WARM_UP
    const parsing = performance.now()
    const rows: unknown[] = lines.map((line) => JSON.parse(line))
    if (counts) note('parse', performance.now() - parsing)
    const [taking, cpu] = [performance.now(), process.cpuUsage()]
    for (let from = 0; from < rows.length; from += PART_ROWS)
      await entities.take((source as { id: number }).id, rows.slice(from, from + PART_ROWS), undefined)
    const { user, system } = process.cpuUsage(cpu)
    if (counts) note('take', performance.now() - taking)
    if (counts) note('cpu', (user + system) / 1_000)
    room ??= new TrackRoom('bench', new Set(['bus']), codes, entities.book.all())
    const framing = performance.now()
    room.collect(changed)
    changed = []
    const owed = room.take()
    const moves = owed && room.tell(owed, Date.now())
    if (counts && moves) {
      note('frame', performance.now() - framing)
      note('bytes', moves.frame.byteLength)
      const reading = performance.now()
      decodeMoves(moves.frame)
      note('read', performance.now() - reading)
      const telling = performance.now()
      const text = JSON.stringify([...entities.book.all()].map(({ entity: { id, place, heardAt } }) => ({ id, ...place, heardAt })))
      note('json', performance.now() - telling)
      note('jsonBytes', text.length)
    }
  }
  stop()
  await entities.close()
  await database.close()
  const row = (measure: string, name: keyof Measured, against?: MeasuredRow['baseline'], unit = 'ms') =>
    benchRow({ measure, unit, values: measured[name], ...(against && { baseline: against }) })
  const parsed = { name: 'parsed as JSON', values: measured.parse }
  concludeBench('entities', options, {
    rows: [
      row('a second of rows taken in and committed, until acknowledged', 'take', parsed),
      row('CPU of the server meanwhile', 'cpu', parsed),
      row('the frame that tells a room of them', 'frame', { name: 'the same as JSON', values: measured.json }),
      row('its size', 'bytes', { name: 'the same as JSON', values: measured.jsonBytes }, 'bytes'),
      row('reading it on a screen', 'read'),
    ],
    notes: [`${THINGS.toLocaleString('en')} things, each moving once a second; a round is one second of them.`],
  })
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

/** What all of them say at a second, one JSON object a line: each drives a street of its own. */
function rowsAt(second: number, begunAt: number): string[] {
  const time = new Date(begunAt + second * 1_000).toISOString()
  return Array.from({ length: THINGS }, (_, index) =>
    JSON.stringify({
      ...{ id: `bus-${index}`, time },
      ...(second === 0 && { kind: 'bus', names: { zh: `公交${index}`, en: `Bus ${index}` } }),
      place: {
        lon: 113 + ((index * 7) % 9_000) / 9_000 + second / 10_000,
        lat: 22.7 + index / 20_000,
        heading: index % 360,
        speed: 9,
      },
    }),
  )
}
