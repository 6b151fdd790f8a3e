import type { CaseLine, CasePoints, CasePointsQuery, CaseQueue, CaseScore, CaseSort, CaseStage, CaseTally } from '#contract/case.ts'
import { MOST_CASE_POINTS } from '#contract/case.ts'
import type { Queries } from '../record/database.ts'
import type { Conditions } from './case-filter.ts'

/** Where the lines of cases are read: the only file that knows their table. Every function throws RecordFault. */

/** What stands for no time at all where a case is not due. */
const NEVER = 999_999_999_999_999

interface LineRow {
  readonly id: string
  readonly version: number
  readonly number: string
  readonly stage: CaseStage
  readonly queue: CaseQueue | null
  readonly category: string
  readonly area: string
  readonly department: string | null
  readonly what: string
  readonly place_text: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly origin: CaseLine['origin']
  readonly channel: string | null
  readonly is_urgent: boolean
  readonly opened_at: number
  readonly changed_at: number
  readonly due_at: number
  readonly suspended: CaseLine['suspended'] | null
  readonly duplicates: number
  readonly attachments: number
}

const COLUMNS = `line.id, line.version, line.number, line.stage, line.queue, line.category, line.area, line.department, line.what,
  line.place_text, line.spot[0] as lon, line.spot[1] as lat, line.origin, line.channel, line.is_urgent, line.opened_at,
  line.changed_at, line.due_at, line.suspended, line.duplicates, line.attachments`

/** Where a page of lines ended. */
export interface LinePlace {
  /** When the last line was reported or, where they are in the order in which they are due, was due. */
  readonly at: number
  readonly id: string
}

const ORDER: Readonly<Record<CaseSort, { readonly column: string; readonly by: string; readonly after: string }>> = {
  newest: { column: 'opened_at', by: 'line.opened_at desc, line.id desc', after: '(line.opened_at, line.id) < (?, ?)' },
  due: { column: 'due_at', by: 'line.due_at, line.id', after: '(line.due_at, line.id) > (?, ?)' },
}

/** One page of lines, and where it ends when more follow. */
export async function listLines(
  queries: Queries,
  where: Conditions,
  { sort, limit, after }: { readonly sort: CaseSort; readonly limit: number; readonly after?: LinePlace },
): Promise<{ readonly lines: readonly CaseLine[]; readonly next?: LinePlace }> {
  const order = ORDER[sort]
  if (after) where.add(order.after, after.at, after.id)
  const rows = await queries.query<LineRow>(
    `select ${COLUMNS} from guanlan.case_line as line where ${where.sql} order by ${order.by} limit ${limit + 1}`,
    where.values,
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const isMore = rows.length > limit && last !== undefined
  return {
    lines: page.map(lineOf),
    ...(isMore && { next: { at: sort === 'due' ? last.due_at : last.opened_at, id: last.id } }),
  }
}

/** So many cases of one queue, of one area or of one department; those that are over are in no queue, area or department. */
export interface CaseSum {
  readonly of: 'queue' | 'area' | 'department'
  /** null for those that are over. */
  readonly key: string | null
  readonly count: number
  readonly overdue: number
}

interface SumRow extends CaseTally {
  readonly sort: number
  readonly queue: string | null
  readonly area: string | null
  readonly department: string | null
  /** Of these, in a queue. */
  readonly waiting: number
}

/** How many there are by queue, by area and by department, in one go over them. */
export async function sumCases(queries: Queries, where: Conditions, now: number): Promise<readonly CaseSum[]> {
  const due = `$${where.values.length + 1}`
  const rows = await queries.query<SumRow & Record<string, unknown>>(
    `with cell as (
       select line.queue, line.area, line.department, count(*) as count, count(*) filter (where line.due_at <= ${due}) as overdue
         from guanlan.case_line as line where ${where.sql} group by line.queue, line.area, line.department)
     select grouping(queue, area, department) as sort, queue, area, department, sum(count)::integer as count,
        coalesce(sum(count) filter (where queue is not null), 0)::integer as waiting, sum(overdue)::integer as overdue
       from cell group by grouping sets ((queue), (area), (department))`,
    [...where.values, now],
  )
  return rows.flatMap(({ sort, queue, area, department, count, waiting, overdue }): CaseSum[] => {
    if (sort === OF_QUEUE) return [{ of: 'queue', key: queue, count, overdue }]
    if (waiting === 0) return []
    const sum = { count: waiting, overdue }
    return [sort === OF_AREA ? { of: 'area', key: area, ...sum } : { of: 'department', key: department, ...sum }]
  })
}

/** What PostgreSQL's grouping(queue, area, department) says of a row: a bit for each that it is not grouped by. */
const OF_QUEUE = 0b011
const OF_AREA = 0b101

/** So many cases that are not over, of one area, department and queue. */
export interface CaseCell extends CaseTally {
  readonly area: string
  readonly department: string | null
  readonly queue: CaseQueue
}

/** What is to be done in each area by each department. */
export function countCells(queries: Queries, where: Conditions, now: number): Promise<readonly CaseCell[]> {
  where.add('line.queue is not null')
  const due = `$${where.values.length + 1}`
  return queries.query<CaseCell & Record<string, unknown>>(
    `select line.area, line.department, line.queue, count(*) as count, count(*) filter (where line.due_at <= ${due}) as overdue
       from guanlan.case_line as line where ${where.sql} group by line.queue, line.area, line.department`,
    [...where.values, now],
  )
}

interface PointRow {
  readonly id: string
  readonly lon: number
  readonly lat: number
  readonly stage: CaseStage
  readonly due_at: number
  readonly is_urgent: boolean
}

type Box = Pick<CasePointsQuery, 'west' | 'south' | 'east' | 'north'>

/** Where they are within a box: each, or so many in each square where they are too many. */
export async function casePoints(
  queries: Queries,
  where: Conditions,
  { west, south, east, north }: Box,
  { columns, now }: { readonly columns: number; readonly now: number },
): Promise<CasePoints> {
  const within = where.and('line.spot <@ box(point(?, ?), point(?, ?))', west, south, east, north)
  const rows = await queries.query<PointRow & Record<string, unknown>>(
    `select line.id, line.spot[0] as lon, line.spot[1] as lat, line.stage, line.due_at, line.is_urgent
       from guanlan.case_line as line where ${within.sql} limit ${MOST_CASE_POINTS + 1}`,
    within.values,
  )
  if (rows.length <= MOST_CASE_POINTS)
    return {
      ...{ kind: 'points', at: now, id: rows.map(({ id }) => id) },
      ...{ lon: rows.map(({ lon }) => degrees(lon)), lat: rows.map(({ lat }) => degrees(lat)) },
      stage: rows.map(({ stage }) => stage),
      overdue: rows.map(({ due_at }) => due_at <= now),
      urgent: rows.map(({ is_urgent }) => is_urgent),
    }
  const size = Math.max(east - west, 0.000_01) / columns
  if (size < SQUARE) return clusters(queries, within, { size, now })
  const [x, y] = [
    [west, east],
    [south, north],
  ].map((sides) => sides.map((side) => Math.floor(side / SQUARE))) as [number[], number[]]
  const squares = where.and('line.square_x between ? and ? and line.square_y between ? and ?', ...x, ...y)
  return clustersOfSquares(queries, squares, { size, now })
}

/** Side of a square by which cases are counted without looking where in it they are, degrees. */
const SQUARE = 1 / 400

interface Clustering {
  /** Side of a cluster, degrees. */
  readonly size: number
  readonly now: number
}

interface Cluster {
  readonly lon: number
  readonly lat: number
  readonly count: number
  readonly overdue: number
}

async function clusters(queries: Queries, where: Conditions, { size, now }: Clustering): Promise<CasePoints> {
  const [due, side] = [`$${where.values.length + 1}`, `$${where.values.length + 2}`]
  const rows = await queries.query<Cluster & Record<string, unknown>>(
    `select avg(line.spot[0]) as lon, avg(line.spot[1]) as lat, count(*) as count, count(*) filter (where line.due_at <= ${due}) as overdue
       from guanlan.case_line as line where ${where.sql}
      group by floor(line.spot[0] / ${side}::float8), floor(line.spot[1] / ${side}::float8)`,
    [...where.values, now, size],
  )
  return inColumns(rows, now)
}

/** By squares, which an index alone answers; so many squares each way make a cluster, which lies in the middle of its cases' squares. */
async function clustersOfSquares(queries: Queries, where: Conditions, { size, now }: Clustering): Promise<CasePoints> {
  const each = Math.max(1, Math.round(size / SQUARE))
  const due = `$${where.values.length + 1}`
  const rows = await queries.query<Cluster & Record<string, unknown>>(
    `select (avg(line.square_x) + 0.5)::float8 * ${SQUARE} as lon, (avg(line.square_y) + 0.5)::float8 * ${SQUARE} as lat,
        count(*) as count, count(*) filter (where line.due_at <= ${due}) as overdue
       from guanlan.case_line as line where ${where.sql} group by line.square_x / ${each}, line.square_y / ${each}`,
    [...where.values, now],
  )
  return inColumns(rows, now)
}

function inColumns(found: readonly Cluster[], now: number): CasePoints {
  return {
    ...{ kind: 'clusters', at: now },
    ...{ lon: found.map(({ lon }) => degrees(lon)), lat: found.map(({ lat }) => degrees(lat)) },
    ...{ count: found.map(({ count }) => count), overdue: found.map(({ overdue }) => overdue) },
  }
}

type ScoreRow = Omit<CaseScore['rows'][number], 'satisfaction'> & { readonly satisfaction: number | null }

/** How each area or department did with what was filed. */
export function scoreRows(
  queries: Queries,
  where: Conditions,
  by: 'area' | 'department',
  now: number,
): Promise<readonly ScoreRow[]> {
  where.add('line.filed_at is not null')
  where.add(`line.${by} is not null`)
  const due = `$${where.values.length + 1}`
  return queries.query<ScoreRow & Record<string, unknown>>(
    `select line.${by} as key, count(*) as filed, count(line.closed_at) as closed,
        count(*) filter (where line.closed_at is not null and not line.was_late) as "onTime",
        count(*) filter (where line.due_at <= ${due}) as overdue,
        count(*) filter (where line.returned > 0) as returned, count(*) filter (where line.reworked > 0) as reworked,
        count(*) filter (where line.extended > 0) as extended, avg(line.satisfaction)::float8 as satisfaction
       from guanlan.case_line as line where ${where.sql} group by line.${by}`,
    [...where.values, now],
  )
}

/** Cases of which a clock ran out, or a deferral ended, by now, and nobody wrote it down yet; the longest ago first. */
export async function casesToLookAt(queries: Queries, now: number, limit: number): Promise<readonly string[]> {
  const rows = await queries.query<{ id: string }>(
    'select id from guanlan.case_line where look_at <= $1 order by look_at limit $2',
    [now, limit],
  )
  return rows.map(({ id }) => id)
}

/** Ten centimetres are enough for a lamp post. */
function degrees(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

function lineOf(row: LineRow): CaseLine {
  const { id, version, number, stage, category, area, what, origin, duplicates, attachments } = row
  return {
    ...{ id, version, number, stage, category, area, what, origin, duplicates, attachments },
    ...{ isUrgent: row.is_urgent, openedAt: row.opened_at, changedAt: row.changed_at },
    ...(row.queue !== null && { queue: row.queue }),
    ...(row.department !== null && { department: row.department }),
    ...(row.place_text !== null && { placeText: row.place_text }),
    ...(row.lon !== null && row.lat !== null && { at: [row.lon, row.lat] as [number, number] }),
    ...(row.channel !== null && { channel: row.channel }),
    ...(row.due_at !== NEVER && { dueAt: row.due_at }),
    ...(row.suspended !== null && { suspended: row.suspended }),
  }
}
