import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Config, readConfig } from '../config/config.ts'
import { issue, lead, type SignedIn, signIn } from '../orders/testing/signed-in.ts'
import { ServerProcess, TEST_CITY } from '../testing/server-process.ts'
import type { Outcome } from './noun.ts'
import { readCommandLine } from './nouns.ts'
import { secretFiles } from './secret-files.ts'
import { withRecord } from './with-record.ts'

const METRICS = ['grid.load', 'grid.voltage', 'hotline.calls']
const AREAS = ['rm', 'rm-north', 'rm-a', 'rm-b']

let old: ServerProcess
let empty: ServerProcess
let folder: string
let file: string
let incident: string
let chief: SignedIn

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guanlan-drill-'))
  file = join(folder, 'city.backup')
  old = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'fatal' })
  empty = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'fatal' })
  await old.start()
  chief = await signIn(old.url, 'commander')
  incident = await lead(chief)
  for (let order = 0; order < 5; order++) await issue(chief, incident, order)
})
afterAll(async () => {
  await old.remove()
  await empty.remove()
  await rm(folder, { recursive: true, force: true })
})

it('brings a city that goes on meanwhile back on an empty machine: the same figures, orders and incidents at the same revision', async () => {
  const token = await old.mint('writer')
  const writing = { isOver: false }
  const writer = (async () => {
    for (let minute = 0; !writing.isOver; minute++) await old.post(token, rowsOf(minute)).then(() => undefined)
  })()
  for (let round = 0; (await revisionOf(old)) < 6 && round < 200; round++) await chief.read('/api/orders?limit=1')
  const told = await run(old.dataDir, 'backup', file)
  writing.isOver = true
  await writer
  expect(told).toEqual({
    answer: expect.stringMatching(/^[0-9a-f]{64} {2}.*city\.backup$/),
    remark: expect.stringMatching(/^Revision \d+: [\d,]+ rows .*audit\.key/s),
  })
  expect(await run(old.dataDir, 'restore', file, '--check')).toMatchObject({ remark: 'The backup is whole.' })

  const restored = await run(empty.dataDir, 'restore', file)
  expect(restored).toEqual({
    answer: expect.stringContaining('revision '),
    remark: expect.stringMatching(/every row was read again.*Its audit is whole: \d+ records.*Put these keys.*personal\.key/s),
  })
  for (const { path } of secretFiles(readConfig({ DATA_DIR: old.dataDir }, [])))
    await copyFile(path, path.replace(old.dataDir, empty.dataDir))
  await empty.start()

  const revision = Number(/revision (\d+)/.exec('answer' in restored ? restored.answer : '')?.[1])
  expect(revision).toBeGreaterThan(5)
  expect(await revisionOf(empty)).toBeGreaterThanOrEqual(revision)
  expect(await figuresOf(empty, revision)).toEqual(await figuresOf(old, revision))
  const there = await signIn(empty.url, 'commander')
  for (const path of [
    `/api/orders?incident=${incident}`,
    `/api/matters/incident/${incident}`,
    `/api/matters/incident/${incident}/events`,
  ])
    expect(await there.read(path)).toEqual(await chief.read(path))
  expect(await issue(there, incident, 3)).toBe(await issue(chief, incident, 3))
  expect(await run(empty.dataDir, 'audit', 'verify')).toMatchObject({ answer: expect.stringContaining('The audit is whole') })
})

it('writes down that the record was copied out, and that it was put back', async () => {
  expect(await acts(old)).toEqual([{ type: 'record.backup', object_id: 'city.backup' }])
  expect(await acts(empty)).toEqual([{ type: 'record.restore', object_id: expect.stringMatching(/^2\d{3}-/) }])
})

it('says of every key of a deployment that it is in no backup', async () => {
  const files = secretFiles(readConfig({ DATA_DIR: old.dataDir }, [])).map(({ path }) => path)
  const keys = (await readdir(old.dataDir)).filter((name) => name.endsWith('.key')).map((name) => join(old.dataDir, name))
  expect(files.toSorted()).toEqual(keys.toSorted())
  const bytes = await readFile(file)
  for (const key of keys) expect(bytes.includes((await readFile(key, 'utf8')).trim())).toBe(false)
})

it('puts nothing back over a record that is there, of another city, or from a damaged file', async () => {
  await empty.stop()
  const damaged = join(folder, 'damaged.backup')
  const bytes = await readFile(file)
  const middle = Math.floor(bytes.length / 2)
  await writeFile(damaged, Buffer.from(bytes).fill(0, middle, middle + 4))
  expect(await run(empty.dataDir, 'restore', damaged, '--replace')).toEqual({ refusal: expect.stringMatching(/is damaged in/) })
  expect(await run(empty.dataDir, 'restore', file)).toEqual({ refusal: expect.stringContaining('say --replace') })
  const elsewhere = toWork(['restore', file, '--replace'])({ ...configOf(empty.dataDir), city: 'dongguan' })
  expect(await elsewhere).toEqual({ refusal: expect.stringContaining('set CITY to that of the backup') })
  await empty.start()
  expect(await acts(empty)).toHaveLength(1)
})

function configOf(dataDir: string): Config {
  return readConfig({ CITY: TEST_CITY, DATA_DIR: dataDir }, [])
}

function toWork(args: readonly string[]): (config: Config) => Promise<Outcome> {
  const asked = readCommandLine(args)
  if ('alone' in asked) return asked.alone
  if (!('work' in asked)) throw new Error('the command line is not understood')
  return (config) => withRecord(config, (record) => asked.work({ record, config }))
}

function run(dataDir: string, ...args: readonly string[]): Promise<Outcome> {
  return toWork(args)(configOf(dataDir))
}

function acts({ dataDir }: ServerProcess) {
  return withRecord(readConfig({ DATA_DIR: dataDir }, []), ({ database }) =>
    database.query(`select type, object_id from guanlan.audit where type in ('record.backup', 'record.restore') order by seq`),
  )
}

async function revisionOf(server: ServerProcess): Promise<number> {
  return ((await (await fetch(`${server.url}/readyz`)).json()) as { revision: number }).revision
}

async function figuresOf(server: ServerProcess, asOf: number): Promise<unknown> {
  const figures: unknown[] = []
  for (const metric of METRICS)
    for (const area of AREAS) {
      const query = new URLSearchParams({ metric, area, from: START, to: END, asOf: String(asOf) })
      const { points } = (await (await server.read(`/api/series/history?${query}`)).json()) as { points: readonly unknown[] }
      expect(points.length).toBeGreaterThan(0)
      figures.push(points)
    }
  return figures
}

/** Of today, so that what is shown now is made of them too. */
const FROM = Date.now() - 2 * 3_600_000
const [START, END] = [new Date(FROM - 3_600_000).toISOString(), new Date(FROM + 2 * 3_600_000).toISOString()]

function rowsOf(minute: number): readonly unknown[] {
  return ['rm-a', 'rm-b', 'rm-c', 'rm-d'].flatMap((area, town) => {
    const time = new Date(FROM + minute * 1_000 + town).toISOString()
    return [
      { metric: 'grid.load', area, time, value: minute + town },
      { metric: 'hotline.calls', area, time, value: town },
      { metric: 'grid.voltage', area, time, numerator: minute % 90, denominator: 100 },
    ]
  })
}
