import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import type { Point } from '#contract/point.ts'
import { CONNECTION_FILE } from '../record/embedded/embedded-postgres.ts'
import { PostgresStore } from '../record/postgres-store.ts'
import type { StoredObservation } from '../record/record-store.ts'
import { ServerProcess } from '../testing/server-process.ts'

/** How often something is killed; GUANLAN_KILLS asks for more. */
const KILLS = Number(process.env.GUANLAN_KILLS ?? 10)
const SEED = Number(process.env.GUANLAN_SEED ?? 20_260_908)

const TOWNS = ['rm-a', 'rm-b', 'rm-c', 'rm-d']
const METRICS = ['grid.load', 'grid.voltage', 'hotline.calls', 'hotline.temperature']
const FROM = Date.parse('2026-09-08T00:00:00+08:00')
const TO = FROM + 3_600_000

const started: ServerProcess[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.remove()
})

it(
  `loses nothing acknowledged in ${KILLS} kills at random moments, and holds what a recount from nothing holds (seed ${SEED})`,
  async () => {
    const random = seeded(SEED)
    const server = await begin()
    const token = await server.mint('writer')
    const acknowledged: Row[] = []
    const sent: Row[] = []
    for (let round = 0; round < KILLS; round++) {
      const doomsday = { isOver: false }
      const writers = [0, 1, 2].map(async () => {
        while (!doomsday.isOver) {
          const rows = Array.from({ length: 1 + Math.floor(random() * 60) }, () => randomRow(random))
          sent.push(...rows)
          const isTaken = await server.post(token, rows).then(
            () => true,
            () => false,
          )
          if (isTaken) acknowledged.push(...rows)
          else await pause(5)
        }
      })
      // However slow the machine, every moment has something acknowledged before it.
      while (acknowledged.length <= (round + 1) * 20) await pause(5)
      await pause(30 + random() * 400)
      // Every other time it is the database that dies, below a server that goes on.
      if (round % 2 === 0) await server.kill()
      else process.kill(postmasterOf(server), 'SIGKILL')
      doomsday.isOver = true
      await Promise.all(writers)
      if (round % 2 === 0) await server.start()
      else await untilReady(server)
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS * 20)
    expect(sent.length).toBeGreaterThan(acknowledged.length)

    const kept = await observationsOf(server)
    const keptByFigure = new Map(kept.map((told) => [figureOf(toRow(told)), told]))
    const timesSaid = Map.groupBy(sent, figureOf)
    for (const row of acknowledged) {
      const told = keptByFigure.get(figureOf(row))
      expect(told).toBeDefined()
      // Of a figure said twice at the same moment by two writers, nobody knows which came last.
      if (told && timesSaid.get(figureOf(row))?.length === 1) expect(toRow(told)).toEqual(row)
    }

    const recount = await begin()
    const other = await recount.mint('writer')
    for (let start = 0; start < kept.length; start += 1_000) await recount.post(other, kept.slice(start, start + 1_000).map(toRow))
    for (const metric of METRICS)
      for (const area of ['rm', 'rm-north', 'rm-south', ...TOWNS])
        expect(await pointsOf(server, metric, area)).toEqual(await pointsOf(recount, metric, area))
  },
  120_000 + KILLS * 5_000,
)

interface Row {
  readonly metric: string
  readonly area: string
  readonly time: string
  readonly value?: number
  readonly numerator?: number
  readonly denominator?: number
}

async function begin(): Promise<ServerProcess> {
  const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal' })
  started.push(server)
  await server.start()
  return server
}

function randomRow(random: () => number): Row {
  const metric = METRICS[Math.floor(random() * METRICS.length)] as string
  const area = TOWNS[Math.floor(random() * TOWNS.length)] as string
  // One row in four falls on a whole second, where it may correct another.
  const exactness = random() < 0.25 ? 1_000 : 1
  const time = new Date(FROM + Math.floor((random() * 3_600_000) / exactness) * exactness).toISOString()
  if (metric === 'grid.voltage') return { metric, area, time, numerator: Math.floor(random() * 90), denominator: 100 }
  return { metric, area, time, value: Math.floor(random() * 30) }
}

function figureOf({ metric, area, time }: Row): string {
  return `${metric} ${area} ${time}`
}

function toRow({ metric, area, at, source: _source, standing: _standing, ...said }: StoredObservation): Row {
  return { metric, area, time: new Date(at).toISOString(), ...said }
}

/** What the record holds, in the order of its times, read over a connection of our own. */
async function observationsOf(server: ServerProcess): Promise<StoredObservation[]> {
  const { url } = JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const store = await PostgresStore.open(url)
  const kept = await store.loadObservations(METRICS.map((metric) => ({ metric, from: FROM, to: TO })))
  await store.close()
  return [...kept].sort((a, b) => a.at - b.at)
}

/** The base-window points of a series without their revisions, which tell of the way and not of the state. */
async function pointsOf(server: ServerProcess, metric: string, area: string): Promise<Omit<Point, 'revision' | 'freshness'>[]> {
  const query = new URLSearchParams({ metric, area, from: new Date(FROM).toISOString(), to: new Date(TO).toISOString() })
  const response = await server.read(`/api/series/history?${query}`)
  const { points } = (await response.json()) as { points: Point[] }
  expect(points.length).toBeGreaterThan(0)
  return points.map(({ revision: _revision, freshness: _freshness, ...point }) => point)
}

async function untilReady(server: ServerProcess): Promise<void> {
  for (;;) {
    const { ok } = await fetch(`${server.url}/readyz`)
    if (ok) return
    await pause(20)
  }
}

function postmasterOf(server: ServerProcess): number {
  return Number.parseInt(readFileSync(join(server.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
}

/** Mulberry32: the same numbers for the same seed everywhere. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
