import { type DrillRun, type DrillRunHead, isUnderWay } from '#contract/drill-run.ts'
import type { Queries } from '../record/database.ts'

/** Where runs are kept: the only file that knows their table. Every function throws RecordFault. */

/** What is asked of whoever plays a drill. */
export const STEERINGS = ['pause', 'resume', 'stop'] as const
export type Steering = (typeof STEERINGS)[number]

/** A server that plays a drill and is not heard of for this long is gone, and the drill with it, ms. */
const LOST_AFTER_MS = 30_000
/** Runs shown in a list, and runs kept. */
const LISTED = 50
const KEPT = 200

/** What stands in the row of a run besides what a list shows. */
type Detail = Omit<DrillRun, keyof DrillRunHead>

interface Row {
  readonly head: DrillRunHead
  readonly toldAt: number
  readonly endedAt: number | null
}

const HEAD = 'head, told_at as "toldAt", ended_at as "endedAt"'

/** Ends what nobody plays any more, so that another may begin. */
export async function endLostRuns(database: Queries, now: number): Promise<void> {
  await database.query(
    `update guanlan.drill_run set ended_at = told_at,
       head = jsonb_set(jsonb_set(head, '{stage}', '"lost"'), '{endedAt}', to_jsonb(told_at))
      where ended_at is null and told_at < $1`,
    [now - LOST_AFTER_MS],
  )
}

/** Writes down that a run begins. False where another is under way. Forgets the oldest beyond those that are kept. */
export async function beginRun(database: Queries, run: DrillRun): Promise<boolean> {
  const { head, detail } = parted(run)
  const begun = await database.query(
    `insert into guanlan.drill_run (id, started_at, told_at, head, detail) values ($1, $2, $2, $3, $4)
     on conflict do nothing returning id`,
    [run.id, run.startedAt, JSON.stringify(head), JSON.stringify(detail)],
  )
  await database.query(
    'delete from guanlan.drill_run where id in (select id from guanlan.drill_run order by started_at desc offset $1)',
    [KEPT],
  )
  return begun.length > 0
}

/**
 * Writes down how a run stands, the detail only where it changed, and gives what is asked of whoever plays it: `stop` where the
 * run was given up meanwhile.
 */
export async function tellRun(database: Queries, run: DrillRun, hasNewDetail: boolean, now: number): Promise<Steering> {
  const { head, detail } = parted(run)
  const [row] = await database.query<{ asked: Steering }>(
    `update guanlan.drill_run set head = $2, told_at = $3, ended_at = $4, detail = coalesce($5, detail)
      where id = $1 and ended_at is null returning asked`,
    [run.id, JSON.stringify(head), now, run.endedAt, hasNewDetail ? JSON.stringify(detail) : null],
  )
  return row?.asked ?? 'stop'
}

/** Asks something of whoever plays a run. False where it is over, or there is none. */
export async function steerRun(database: Queries, id: string, steering: Steering): Promise<boolean> {
  const rows = await database.query('update guanlan.drill_run set asked = $2 where id = $1 and ended_at is null returning id', [
    ...[id, steering],
  ])
  return rows.length > 0
}

/** The newest runs, the newest first. */
export async function listRuns(database: Queries, now: number): Promise<readonly DrillRunHead[]> {
  const rows = await database.query<Row>(`select ${HEAD} from guanlan.drill_run order by started_at desc limit ${LISTED}`)
  return rows.map((row) => shown(row, now))
}

export async function findRun(database: Queries, id: string, now: number): Promise<DrillRun | undefined> {
  const [row] = await database.query<Row & { readonly detail: Detail }>(
    `select ${HEAD}, detail from guanlan.drill_run where id = $1`,
    [id],
  )
  return row && { ...row.detail, ...shown(row, now) }
}

/** As whoever asks is shown it: a run whose server is gone is lost before anybody wrote that down. */
function shown({ head, toldAt, endedAt }: Row, now: number): DrillRunHead {
  const isLost = endedAt === null && isUnderWay(head.stage) && toldAt < now - LOST_AFTER_MS
  return isLost ? { ...head, stage: 'lost', endedAt: toldAt } : head
}

function parted({ cityAt, url, fault, expectations, happened, ...head }: DrillRun): {
  readonly head: DrillRunHead
  readonly detail: Detail
} {
  return { head, detail: { cityAt, url, fault, expectations, happened } }
}
