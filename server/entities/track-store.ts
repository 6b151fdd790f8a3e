import { type Entity, TRACK_COARSE_KEPT_MS, TRACK_KEPT_MS } from '#contract/entity.ts'
import { FUTURE_LIMIT_MS } from '#contract/observation.ts'
import { REPLAY_BLOCK_MS } from '#contract/replay.ts'
import { trackBlockStart } from '#contract/track-replay.ts'
import type { Queries } from '../record/database.ts'
import { IDENTITY, type IdentityRow, type PlaceRow, toEntity } from './entity-store.ts'

/** Where things were, as blocks of the past are made of it. Every function throws RecordFault. */

/** A thing where it was heard to be, and when that was heard, epoch ms. */
export interface HeardPlace {
  readonly entity: Entity
  readonly receivedAt: number
}

/**
 * Things of some kinds as they were known just before an instant, epoch ms: of all that had been heard of each by then, the newest.
 * What a thing is called is as of today.
 */
export async function knownBefore(database: Queries, kinds: readonly string[], at: number): Promise<readonly Entity[]> {
  const rows = await database.query<IdentityRow & PlaceRow>(
    `select ${IDENTITY}, known.area, known.at as "heardAt", known.lon, known.lat, known.heading, known.speed
       from guanlan.entity cross join lateral (
         select * from guanlan.entity_track as track
          where track.entity = entity.number and at < $1::bigint + $3::bigint and received_at < $1
          order by at desc, received_at desc limit 1) as known
      where entity.kind = any($2) order by entity.number`,
    [at, kinds, FUTURE_LIMIT_MS],
  )
  return rows.map(toEntity)
}

/** What was heard of things of some kinds from ≤ received < to, epoch ms, in the order in which it was heard. */
export async function heardBetween(
  database: Queries,
  kinds: readonly string[],
  from: number,
  to: number,
): Promise<readonly HeardPlace[]> {
  const rows = await database.query<IdentityRow & PlaceRow & { readonly receivedAt: number }>(
    `select ${IDENTITY}, track.area, track.at as "heardAt", track.lon, track.lat, track.heading, track.speed,
       track.received_at as "receivedAt"
       from guanlan.entity_track as track join guanlan.entity on entity.number = track.entity
      where track.received_at >= $1 and track.received_at < $2
        and entity.kind = any($3)
      order by track.received_at, track.at, track.entity`,
    [from, to, kinds],
  )
  return rows.map((row) => ({ entity: toEntity(row), receivedAt: row.receivedAt }))
}

/** Thinning looks back so far beyond the day: what a server that was away left unthinned goes with its week, ms. */
const THINNED_MS = 3 * 3_600_000

/**
 * Thins out what tracks hold of more than a day ago: of all that was heard of a thing in one block of ten minutes, the newest
 * stays, so that what was known where a block begins is what it was. After a week only the last place before remains.
 */
export async function pruneTracks(database: Queries, now: number): Promise<void> {
  const cut = trackBlockStart(now - TRACK_KEPT_MS)
  await database.query(
    `delete from guanlan.entity_track as old
      where old.at >= $1::bigint - $3::bigint and old.at < $1 and old.received_at < $1 and exists (
        select from guanlan.entity_track as newer
         where newer.entity = old.entity and newer.at >= old.at and newer.at < old.at + $2
           and (newer.at > old.at or newer.received_at > old.received_at)
           and newer.received_at / $2 = old.received_at / $2)`,
    [cut, REPLAY_BLOCK_MS, THINNED_MS],
  )
  await database.query(
    `delete from guanlan.entity_track as old
      where old.at < $1 and exists (
        select from guanlan.entity_track as newer where newer.entity = old.entity and newer.at > old.at and newer.at < $1)`,
    [trackBlockStart(now - TRACK_COARSE_KEPT_MS)],
  )
}
