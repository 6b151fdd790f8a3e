import type { Entity, EntityAnswer } from '#contract/entity.ts'
import type { Place } from '#contract/place.ts'
import type { Database, Queries } from '../record/database.ts'
import type { KnownEntity } from './known-entity.ts'
import type { Taken } from './take-rows.ts'

/** Stored beside the answers of the other doors; no key of a caller's holds a line feed. */
const KEY_PREFIX = 'entities\n'

/** What makes a retry safe: the first answer under a key, and a hash of what was asked. */
export interface Idempotency {
  readonly key: string
  readonly bodyHash: string
}

/** Where entities are kept: the only file that knows their tables. Every function throws RecordFault. */

/** Called out, with nothing said, when a part was written down: servers that follow read what is new. */
export const ENTITY_CHANNEL = 'guanlan_entity'

/** The number under which a part is written down: above all before it. */
export interface PartNumber {
  readonly part: number
  /** True where other servers follow. */
  readonly isCalledOut: boolean
}

/** Commits a part: things, where they are, their tracks, and the answer under its key. Returns the numbers of new things. */
export function commitTaken(
  database: Database,
  source: number,
  receivedAt: number,
  { changed, renamed, tracked, answer }: Taken,
  idempotency: Idempotency | undefined,
  { part, isCalledOut }: PartNumber,
): Promise<ReadonlyMap<string, number>> {
  return database.transaction(async (tx) => {
    const numbers = await writeIdentities(
      tx,
      changed.filter(({ entity }) => renamed.has(entity.id)),
    )
    await writePlaces(tx, changed, numbers, part)
    await writeTracks(tx, tracked, receivedAt, numbers)
    if (idempotency)
      await tx.query(
        `insert into guanlan.answer (source, key, body_hash, answer, given_at) values ($1, $2, $3, $4, $5)
         on conflict (source, key) do nothing`,
        [source, KEY_PREFIX + idempotency.key, idempotency.bodyHash, JSON.stringify(answer), receivedAt],
      )
    if (isCalledOut && changed.length > 0) await tx.query(`select pg_notify('${ENTITY_CHANNEL}', '')`)
    return numbers
  })
}

/** The answer given before under a key, with the hash of what it answered. */
export async function findAnswer(
  database: Queries,
  source: number,
  key: string,
): Promise<{ readonly bodyHash: string; readonly answer: EntityAnswer } | undefined> {
  const [found] = await database.query<{ bodyHash: string; answer: EntityAnswer }>(
    'select body_hash as "bodyHash", answer from guanlan.answer where source = $1 and key = $2',
    [source, KEY_PREFIX + key],
  )
  return found
}

async function writeIdentities(tx: Queries, renamed: readonly KnownEntity[]): Promise<ReadonlyMap<string, number>> {
  if (renamed.length === 0) return new Map()
  const rows = await tx.query<{ id: string; number: number }>(
    `insert into guanlan.entity (id, source, kind, zh, en, department, stated_area, attributes)
     select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[])
     on conflict (id) do update set zh = excluded.zh, en = excluded.en, department = excluded.department,
       stated_area = excluded.stated_area, attributes = excluded.attributes
     returning id, number`,
    [
      renamed.map(({ entity }) => entity.id),
      renamed.map(({ source }) => source),
      renamed.map(({ entity }) => entity.kind),
      renamed.map(({ entity }) => entity.names.zh),
      renamed.map(({ entity }) => entity.names.en),
      renamed.map(({ entity }) => entity.department),
      renamed.map(({ statedArea }) => statedArea ?? null),
      renamed.map(({ entity }) => JSON.stringify(entity.attributes)),
    ],
  )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** New things are inserted, known ones updated: at ten thousand a second an upsert would cost the database twice as much. */
async function writePlaces(
  tx: Queries,
  changed: readonly KnownEntity[],
  numbers: ReadonlyMap<string, number>,
  part: number,
): Promise<void> {
  const made = changed.filter(({ number }) => number === 0)
  const moved = changed.filter(({ number }) => number !== 0)
  if (made.length > 0)
    await tx.query(
      `insert into guanlan.entity_now (entity, heard_at, placed_at, area, lon, lat, heading, speed, part) select *, $9 from ${NOW_COLUMNS}
       on conflict (entity) do update set heard_at = excluded.heard_at, placed_at = excluded.placed_at, area = excluded.area,
         lon = excluded.lon, lat = excluded.lat, heading = excluded.heading, speed = excluded.speed, part = excluded.part`,
      [...nowColumns(made, numbers), part],
    )
  if (moved.length > 0)
    await tx.query(
      `update guanlan.entity_now as now set heard_at = said.heard_at, placed_at = said.placed_at, area = said.area,
         lon = said.lon, lat = said.lat, heading = said.heading, speed = said.speed, part = $9
         from ${NOW_COLUMNS} as said (entity, heard_at, placed_at, area, lon, lat, heading, speed)
        where now.entity = said.entity`,
      [...nowColumns(moved, numbers), part],
    )
}

const NOW_COLUMNS = 'unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::float8[], $6::float8[], $7::real[], $8::real[])'

function nowColumns(changed: readonly KnownEntity[], numbers: ReadonlyMap<string, number>): readonly unknown[] {
  return [
    changed.map(({ entity, number }) => numbers.get(entity.id) ?? number),
    changed.map(({ entity }) => entity.heardAt),
    changed.map(({ placedAt }) => placedAt),
    changed.map(({ entity }) => entity.area),
    ...placeColumns(changed.map(({ entity }) => entity.place)),
  ]
}

async function writeTracks(
  tx: Queries,
  tracked: Taken['tracked'],
  receivedAt: number,
  numbers: ReadonlyMap<string, number>,
): Promise<void> {
  if (tracked.length === 0) return
  await tx.query(
    `insert into guanlan.entity_track (entity, at, received_at, area, lon, lat, heading, speed)
     select * from unnest($1::int[], $2::bigint[], $3::bigint[], $4::text[], $5::float8[], $6::float8[], $7::real[], $8::real[])
     on conflict do nothing`,
    [
      tracked.map(({ id, number }) => numbers.get(id) ?? number),
      tracked.map(({ at }) => at),
      tracked.map(() => receivedAt),
      tracked.map(({ area }) => area),
      ...placeColumns(tracked.map(({ place }) => place)),
    ],
  )
}

function placeColumns(places: readonly (Place | null)[]): readonly (readonly (number | null)[])[] {
  return [
    places.map((place) => place?.lon ?? null),
    places.map((place) => place?.lat ?? null),
    places.map((place) => place?.heading ?? null),
    places.map((place) => place?.speed ?? null),
  ]
}

/** Columns of a place. */
export interface PlaceRow {
  readonly lon: number | null
  readonly lat: number | null
  readonly heading: number | null
  readonly speed: number | null
}

/** Columns of what a thing is, and of where and when it was heard of. */
export interface IdentityRow {
  readonly number: number
  readonly id: string
  readonly source: number
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly department: string
  readonly statedArea: string | null
  readonly attributes: Entity['attributes']
  readonly area: string
  readonly heardAt: number
}

/** What a thing is, of the table `entity`. */
export const IDENTITY = `entity.number, entity.id, entity.source, entity.kind, entity.zh, entity.en, entity.department,
  entity.stated_area as "statedArea", entity.attributes`

/** Things as they stand, and the newest part they were written down with. */
export interface StandingEntities {
  readonly entities: readonly KnownEntity[]
  readonly part: number
}

/** What was written down after a part, as it stands; after no part at all, everything. */
export async function loadEntities(database: Queries, after = -1): Promise<StandingEntities> {
  const rows = await database.query<IdentityRow & PlaceRow & { placedAt: number; part: number }>(
    `select ${IDENTITY}, now.area, now.heard_at as "heardAt", now.placed_at as "placedAt", now.lon, now.lat, now.heading, now.speed,
       now.part
       from guanlan.entity join guanlan.entity_now as now on now.entity = entity.number where now.part > $1 order by entity.number`,
    [after],
  )
  const entities = rows.map((row) => ({
    ...{ number: row.number, source: row.source, statedArea: row.statedArea ?? undefined },
    ...{ entity: toEntity(row), placedAt: row.placedAt, trackedAt: row.placedAt },
  }))
  return { entities, part: rows.reduce((newest, { part }) => Math.max(newest, part), Math.max(after, 0)) }
}

/** Everything as it was known at an instant, epoch ms: the newest place heard of by then. What it is called is as of today. */
export async function entitiesKnownAt(database: Queries, at: number): Promise<readonly Entity[]> {
  const rows = await database.query<IdentityRow & PlaceRow>(
    `select ${IDENTITY}, known.area, known.at as "heardAt", known.lon, known.lat, known.heading, known.speed
       from guanlan.entity cross join lateral (
         select * from guanlan.entity_track as track
          where track.entity = entity.number and at <= $1 and received_at <= $1
          order by at desc, received_at desc limit 1) as known
      order by entity.id`,
    [at],
  )
  return rows.map(toEntity)
}

/** Most places of a track read at once: a day of them at the pace tracks are kept. */
const MOST_PLACES = 10_000

/** Where a thing was from ≤ at < to, epoch ms, oldest first; of what was said twice of one time, the later word. */
export async function loadTrack(
  database: Queries,
  number: number,
  from: number,
  to: number,
): Promise<readonly { readonly at: number; readonly area: string; readonly place: Place | null }[]> {
  const rows = await database.query<PlaceRow & { at: number; area: string }>(
    `select distinct on (at) at, area, lon, lat, heading, speed from guanlan.entity_track
      where entity = $1 and at >= $2 and at < $3 order by at, received_at desc limit $4`,
    [number, from, to, MOST_PLACES],
  )
  return rows.map(({ at, area, ...row }) => ({ at, area, place: toPlace(row) }))
}

/** A row of the tables as the thing it says. */
export function toEntity(row: IdentityRow & PlaceRow): Entity {
  const { id, kind, zh, en, department, area, attributes, heardAt } = row
  return { id, kind, names: { zh, en }, department, area, attributes, heardAt, place: toPlace(row) }
}

function toPlace({ lon, lat, heading, speed }: PlaceRow): Place | null {
  if (lon === null || lat === null) return null
  return { lon, lat, ...(heading !== null && { heading }), ...(speed !== null && { speed }) }
}
