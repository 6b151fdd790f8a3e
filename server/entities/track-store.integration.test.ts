import { afterAll, beforeAll, expect, it } from 'vitest'
import { TRACK_COARSE_KEPT_MS, TRACK_KEPT_MS } from '#contract/entity.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { heardBetween, knownBefore, pruneTracks } from './track-store.ts'

const BLOCK_MS = 600_000
const NOW = 1_800_000_000_000 - (1_800_000_000_000 % BLOCK_MS)

let postgres: TestedDatabase
let database: Database
beforeAll(async () => {
  postgres = await TestedDatabase.start()
  database = openDatabase(await postgres.migrated())
  await database.query("insert into guanlan.source (name, token_hash) values ('buses', 'x')")
  await database.query(
    `insert into guanlan.entity (id, source, kind, zh, en, department, attributes)
     values ('a', 1, 'bus', 'a', 'a', 'd', '{}'), ('b', 1, 'bus', 'b', 'b', 'd', '{}'), ('c', 1, 'boat', 'c', 'c', 'd', '{}')`,
  )
})
afterAll(async () => {
  await database.close()
  await postgres.stop()
})

it('tells what was known just before an instant, and what was heard from then on in the order in which it was heard', async () => {
  await said('a', [
    [-3_000, -2_000, 1],
    [-1_000, 4_000, 2],
    [2_000, 3_000, 3],
  ])
  await said('c', [[-5_000, -4_000, 9]])
  const known = await knownBefore(database, ['bus'], NOW)
  expect(known.map(({ id, place, heardAt }) => [id, place?.lon, heardAt - NOW])).toEqual([['a', 1, -3_000]])
  const heard = await heardBetween(database, ['bus'], NOW, NOW + 4_000)
  expect(heard.map(({ entity, receivedAt }) => [entity.place?.lon, receivedAt - NOW])).toEqual([[3, 3_000]])
  expect(await heardBetween(database, ['bus', 'boat'], NOW, NOW + BLOCK_MS)).toHaveLength(2)
})

it('thins out what is older than a day without changing what was known where any block begins, and forgets after a week', async () => {
  await database.query('truncate guanlan.entity_track')
  const old = -TRACK_KEPT_MS - 4 * BLOCK_MS
  const rows = Array.from({ length: 4 * 60 }, (_, index) => [
    old + index * 10_000,
    old + index * 10_000 + (index % 7) * 3_000,
    index,
  ])
  await said('a', rows as [number, number, number][])
  const starts = [0, 1, 2, 3, 4].map((block) => NOW + old + block * BLOCK_MS)
  const knownAt = async () =>
    Promise.all(starts.map(async (at) => (await knownBefore(database, ['bus'], at)).map(({ place }) => place?.lon)))
  const before = await knownAt()
  await pruneTracks(database, NOW)
  expect(await knownAt()).toEqual(before)
  const left = async () => (await database.query('select from guanlan.entity_track')).length
  expect(await left()).toBeLessThan(12)
  await pruneTracks(database, NOW + TRACK_COARSE_KEPT_MS)
  expect(await left()).toBe(1)
})

/** What was said of a thing: of when, heard when (both from NOW, ms), and its longitude. */
async function said(id: string, rows: readonly (readonly [number, number, number])[]): Promise<void> {
  await database.query(
    `insert into guanlan.entity_track (entity, at, received_at, area, lon, lat)
     select number, at, received_at, 'x', lon, 23 from guanlan.entity, unnest($2::bigint[], $3::bigint[], $4::float8[]) as said (at, received_at, lon)
      where id = $1`,
    [id, rows.map(([at]) => NOW + at), rows.map(([, received]) => NOW + received), rows.map(([, , lon]) => lon)],
  )
}
