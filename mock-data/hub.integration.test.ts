import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Catalogue } from '#contract/catalogue.ts'
import type { LatestAnswer } from '#contract/history.ts'
import type { Point } from '#contract/point.ts'
import { simulate, TINY_CITY } from './testing/read-catalogue.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PATIENCE = { timeout: 60_000, interval: 200 }

let folder: string
let server: ChildProcess
let url: string
let token: string
let reader: string
const hubs: ChildProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-'))
  server = run('server/main.ts', [], { CITY: TINY_CITY, PORT: '0', HUB: 'none' })
  // Beside the address, a server without administrators says how to make them.
  url = await firstLine(server, /^http\S+$/)
  token = await firstLine(run('server/admin/admin.ts', ['source', 'add', 'all'], {}))
  reader = await firstLine(run('server/admin/admin.ts', ['reader', 'add', 'hub'], { CITY: TINY_CITY }))
})
afterAll(async () => {
  for (const hub of hubs) hub.kill('SIGKILL')
  await ended(server, 'SIGTERM')
  await rm(folder, { recursive: true, force: true })
})

describe('the simulated hub before a real door', () => {
  it('fills every figure of a city it has never seen, and tells its past so that totals are those of the day', async () => {
    const hub = startHub()
    await vi.waitFor(async () => {
      const { metrics, city } = await get<Catalogue>('/api/catalogue')
      for (const metric of metrics) expect((await latest(metric.id, city.area)).value, metric.id).not.toBeNull()
    }, PATIENCE)
    await vi.waitFor(async () => expectTheDay(await latest('people.visits', 'lakeside', 'P1D')), PATIENCE)
    await vi.waitFor(async () => {
      const end = startOfDay(Date.now())
      const start = startOfDay(end - 1)
      const { points } = await get<{ points: Point[] }>(
        `/api/series/history?metric=people.visits&area=lakeside&step=P1D&from=${new Date(start).toISOString()}&to=${new Date(end).toISOString()}`,
      )
      expect(points[0]?.value).toBe(dayOf(start, end))
    }, PATIENCE)
    expect((await latest('people.residents', 'lakeside')).value).toBe(1000)
    await ended(hub, 'SIGTERM')
  })

  it('goes on after a kill without counting anything twice', async () => {
    const before = startHub()
    await vi.waitFor(async () => expectTheDay(await latest('people.visits', 'lakeside', 'P1D')), PATIENCE)
    await ended(before, 'SIGKILL')
    const after = startHub()
    await firstLine(after)
    await vi.waitFor(async () => expectTheDay(await latest('people.visits', 'lakeside', 'P1D')), PATIENCE)
    await ended(after, 'SIGTERM')
  })

  it('ends when the one who started it is gone', async () => {
    const hub = startHub()
    await firstLine(hub)
    const end = new Promise<number | null>((resolve) => hub.once('exit', resolve))
    hub.stdin?.end()
    expect(await end).toBe(0)
  })

  it('refuses a scenario it does not know, once and for all', async () => {
    const hub = startHub(['--scenario', 'picnic'])
    let told = ''
    hub.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString()
    })
    expect(await new Promise((resolve) => hub.once('exit', resolve))).toBe(2)
    expect(told).toMatch(/--scenario is "picnic"; choose one of/)
  })
})

const city = simulate(TINY_CITY)

function startOfDay(at: number): number {
  return city.calendar.start('P1D', at)
}

/** What the city counted between two instants: no figure of the record may differ from it. */
function dayOf(from: number, to: number): number {
  const metric = city.metrics.find((known) => known.metric.id === 'people.visits')
  if (!metric) throw new Error('people.visits')
  return ['mill', 'pier', 'field'].reduce((sum, area) => {
    const figure = city.increment(metric, area, from, to)
    return sum + (figure && 'value' in figure ? figure.value : Number.NaN)
  }, 0)
}

function expectTheDay({ value, observedAt }: Point): void {
  expect(observedAt).not.toBeNull()
  const to = (observedAt as number) + 1
  expect(value).toBe(dayOf(startOfDay(to - 1), to))
}

function startHub(args: readonly string[] = []): ChildProcess {
  const hub = run('mock-data/main.ts', args, { GUANLAN_URL: url })
  hubs.push(hub)
  const tokens = Object.fromEntries(['registry', 'environment'].map((department) => [department, token]))
  hub.stdin?.write(`${JSON.stringify({ tokens, reader })}\n`)
  return hub
}

function run(file: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [join(ROOT, file), ...args], { cwd: ROOT, env: { ...process.env, DATA_DIR: folder, ...env } })
}

function firstLine(child: ChildProcess, like = /./): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${complaint}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const line = text
        .split('\n')
        .slice(0, -1)
        .find((each) => like.test(each))
      if (line !== undefined) resolve(line)
    })
  })
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const end = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await end
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(new URL(path, url), { headers: { authorization: `Bearer ${reader}` } })
  expect(response.status, path).toBe(200)
  return (await response.json()) as Answer
}

async function latest(metric: string, area: string, step?: string): Promise<Point> {
  const query = new URLSearchParams({ metric, area, ...(step && { step }) })
  const { points } = await get<LatestAnswer>(`/api/series/latest?${query}`)
  return points[0] as Point
}
