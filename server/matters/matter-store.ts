import { MATTER_KINDS, type Matter, type MatterActor, type MatterKind, type Reach, type RecordedEvent } from '#contract/matter.ts'
import type { Queries, Transaction } from '../record/database.ts'

/** Called out, with nothing said, when matters changed: whoever follows them looks for what is new. */
export const MATTER_CHANNEL = 'guanlan_matter'

interface MatterRow {
  readonly kind: MatterKind
  readonly id: string
  readonly version: number
  readonly revision: number
  readonly opened_at: number
  readonly changed_at: number
  readonly is_open: boolean
  readonly reach: Reach
  readonly state: unknown
}

interface EventRow {
  readonly matter_kind: MatterKind
  readonly matter_id: string
  readonly version: number
  readonly revision: number
  readonly kind: string
  readonly at: number
  readonly actor: MatterActor
  readonly body: unknown
}

const FIELDS = 'kind, id, version, revision, opened_at, changed_at, is_open, reach, state'
const EVENT_FIELDS = 'matter_kind, matter_id, version, revision, kind, at, actor, body'

/** The matter as it stands, held by this transaction until it ends: others who want to change it wait. */
export async function takeMatter(tx: Transaction, kind: MatterKind, id: string): Promise<Matter | undefined> {
  const [row] = await tx.query<MatterRow>(`select ${FIELDS} from guanlan.matter where kind = $1 and id = $2 for update`, [kind, id])
  return row && matterOf(row)
}

/** The matter as it stands. */
export async function findMatter(queries: Queries, kind: MatterKind, id: string): Promise<Matter | undefined> {
  const [row] = await queries.query<MatterRow>(`select ${FIELDS} from guanlan.matter where kind = $1 and id = $2`, [kind, id])
  return row && matterOf(row)
}

/** These matters as they stand, oldest first; those that are not there are left out. */
export async function findMatters(queries: Queries, kind: MatterKind, ids: readonly string[]): Promise<readonly Matter[]> {
  const rows = await queries.query<MatterRow>(
    `select ${FIELDS} from guanlan.matter where kind = $1 and id = any($2) order by opened_at, id`,
    [kind, ids],
  )
  return rows.map(matterOf)
}

/** All of these kinds that are still dealt with, oldest first. */
export async function openMatters(queries: Queries, kinds: readonly MatterKind[] = MATTER_KINDS): Promise<readonly Matter[]> {
  const rows = await queries.query<MatterRow>(
    `select ${FIELDS} from guanlan.matter where is_open and kind = any($1) order by opened_at, kind, id`,
    [kinds],
  )
  return rows.map(matterOf)
}

/** What to look for among all matters of a kind, newest first. */
export interface MatterQuery {
  readonly kind: MatterKind
  readonly isOpen?: boolean
  /** Opened before this time and, of the same time, after this id: where the page before ended. */
  readonly before?: { readonly openedAt: number; readonly id: string }
  readonly limit: number
}

/** Matters of a kind, newest first. */
export async function listMatters(queries: Queries, { kind, isOpen, before, limit }: MatterQuery): Promise<readonly Matter[]> {
  const rows = await queries.query<MatterRow>(
    `select ${FIELDS} from guanlan.matter
      where kind = $1 and ($2::boolean is null or is_open = $2)
        and ($3::bigint is null or (opened_at, id) < ($3, $4))
      order by opened_at desc, id desc limit $5`,
    [kind, isOpen ?? null, before?.openedAt ?? null, before?.id ?? '', limit],
  )
  return rows.map(matterOf)
}

/** What a matter was at a revision: all of its events up to then. */
export interface PastMatter {
  readonly id: string
  readonly events: readonly RecordedEvent[]
}

/**
 * Matters of a kind that may have been open at a revision, oldest first: those that had begun and are open still, or have
 * changed since; with `since`, an earlier revision, those that changed after that as well. Whether each was open, its events
 * say.
 */
export async function mattersAsOf(
  queries: Queries,
  kind: MatterKind,
  asOf: number,
  since: number = asOf,
): Promise<readonly PastMatter[]> {
  const rows = await queries.query<EventRow>(
    `select ${EVENT_FIELDS.split(', ')
      .map((field) => `event.${field}`)
      .join(', ')}
       from guanlan.matter join guanlan.event on event.matter_kind = matter.kind and event.matter_id = matter.id
      where matter.kind = $1 and (matter.is_open or matter.revision > $3) and event.revision <= $2
      order by matter.opened_at, matter.id, event.version`,
    [kind, asOf, since],
  )
  return [...Map.groupBy(rows, ({ matter_id }) => matter_id)].map(([id, own]) => ({ id, events: own.map(eventOf) }))
}

/** What happened to matters between two revisions. */
export interface MatterChanges {
  readonly from: number
  readonly to: number
  /** Those that changed, as they stood at `to`. */
  readonly matters: readonly Matter[]
  /** All that happened after `from` and up to `to`, in the order of the record. */
  readonly events: readonly (RecordedEvent & { readonly kind: MatterKind; readonly id: string })[]
}

/** The newest revision of the record, of points and matters alike. */
export async function newestRevision(queries: Queries): Promise<number> {
  const [head] = await queries.query<{ revision: number }>('select revision from guanlan.head')
  return head?.revision ?? 0
}

/** The head, beside a matter that changed, or beside nothing. */
type ChangeRow = { readonly to: number } & (MatterRow | { readonly id: null })

/**
 * What happened to matters since `from`. The head and the matters are read by one statement, from one snapshot: what is committed
 * meanwhile is in neither, and comes once, next time. Events never change, and are read up to that head.
 */
export async function changesSince(queries: Queries, from: number): Promise<MatterChanges> {
  const rows = await queries.query<ChangeRow>(
    `select head.revision as to, ${FIELDS.split(', ')
      .map((field) => `matter.${field}`)
      .join(', ')}
       from guanlan.head left join guanlan.matter on matter.revision > $1
      order by matter.revision, matter.kind, matter.id`,
    [from],
  )
  const to = rows[0]?.to ?? from
  const changed = rows.filter((row): row is ChangeRow & MatterRow => row.id !== null)
  if (changed.length === 0) return { from, to, matters: [], events: [] }
  const events = await queries.query<EventRow>(
    `select ${EVENT_FIELDS} from guanlan.event
      where revision > $1 and revision <= $2 and matter_id is not null order by revision, place`,
    [from, to],
  )
  return {
    ...{ from, to },
    matters: changed.map(matterOf),
    events: events.map((row) => ({ kind: row.matter_kind, id: row.matter_id, ...eventOf(row) })),
  }
}

/** The events of one matter, oldest first; with `asOf`, as they were known at that revision. */
export async function eventsOf(
  queries: Queries,
  kind: MatterKind,
  id: string,
  { asOf, after }: { readonly asOf?: number; readonly after?: number } = {},
): Promise<readonly RecordedEvent[]> {
  const rows = await queries.query<EventRow>(
    `select ${EVENT_FIELDS} from guanlan.event
      where matter_kind = $1 and matter_id = $2 and ($3::bigint is null or revision <= $3) and version > $4
      order by version`,
    [kind, id, asOf ?? null, after ?? 0],
  )
  return rows.map(eventOf)
}

/** One matter's events of a transaction, and what it comes to by them. */
export interface MatterWrite {
  readonly matter: Omit<Matter, 'revision'>
  readonly events: readonly Omit<RecordedEvent, 'revision'>[]
}

/**
 * Writes matters and their events under the next revision, and calls out. The head of the record is held from here to the
 * end of the transaction: revisions are numbered in the order of their commits. Returns the revision.
 */
export async function writeMatters(tx: Transaction, at: number, writes: readonly MatterWrite[]): Promise<number> {
  const [head] = await tx.query<{ revision: number }>('update guanlan.head set revision = revision + 1 returning revision')
  if (!head) throw new Error('the head of the record is missing')
  const { revision } = head
  await tx.query('insert into guanlan.revision (revision, at) values ($1, $2)', [revision, at])
  const events = writes.flatMap(({ matter: { kind, id }, events }) => events.map((recorded) => ({ kind, id, ...recorded })))
  await tx.query(
    `insert into guanlan.event (revision, place, matter_kind, matter_id, version, kind, at, actor, body)
     select $1, place - 1, matter_kind, matter_id, version, kind, at, actor, body
       from unnest($2::text[], $3::text[], $4::int[], $5::text[], $6::bigint[], $7::jsonb[], $8::jsonb[])
         with ordinality as done (matter_kind, matter_id, version, kind, at, actor, body, place)`,
    [
      revision,
      events.map(({ kind }) => kind),
      events.map(({ id }) => id),
      events.map(({ version }) => version),
      events.map(({ event }) => event.type),
      events.map(({ event }) => event.at),
      events.map(({ event }) => JSON.stringify(event.actor)),
      events.map(({ event }) => JSON.stringify(event.body ?? null)),
    ],
  )
  const matters = writes.map(({ matter }) => matter)
  await tx.query(
    `insert into guanlan.matter (${FIELDS})
     select kind, id, version, $1, opened_at, changed_at, is_open, reach, state
       from unnest($2::text[], $3::text[], $4::int[], $5::bigint[], $6::bigint[], $7::boolean[], $8::jsonb[], $9::jsonb[])
         as given (kind, id, version, opened_at, changed_at, is_open, reach, state)
     on conflict (kind, id) do update set version = excluded.version, revision = excluded.revision,
       changed_at = excluded.changed_at, is_open = excluded.is_open, reach = excluded.reach, state = excluded.state`,
    [
      revision,
      matters.map(({ kind }) => kind),
      matters.map(({ id }) => id),
      matters.map(({ version }) => version),
      matters.map(({ openedAt }) => openedAt),
      matters.map(({ changedAt }) => changedAt),
      matters.map(({ isOpen }) => isOpen),
      matters.map(({ reach }) => JSON.stringify(reach)),
      matters.map(({ state }) => JSON.stringify(state)),
    ],
  )
  await tx.query(`select pg_notify('${MATTER_CHANNEL}', '')`)
  return revision
}

function matterOf(row: MatterRow): Matter {
  const { kind, id, version, revision, reach, state } = row
  return { kind, id, version, revision, openedAt: row.opened_at, changedAt: row.changed_at, isOpen: row.is_open, reach, state }
}

function eventOf({ version, revision, kind, at, actor, body }: EventRow): RecordedEvent {
  return { version, revision, event: { type: kind, at, actor, body } }
}
