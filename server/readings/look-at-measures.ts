import type { AreaTree } from '#contract/catalogue.ts'
import type { CommandTables, MeasureRule } from '#contract/command-tables.ts'
import type { Step } from '#contract/duration.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import { seriesKey } from '#contract/series.ts'
import type { Hub } from '../hub/hub-port.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { appendHappenings } from '../incidents/incident-verb.ts'
import { concerns } from '../incidents/level-arithmetic.ts'
import { changeMatters } from '../matters/change-matters.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import { matterName } from '../matters/matter-name.ts'
import { withEach } from '../matters/with-each.ts'
import type { Database } from '../record/database.ts'
import { type FigureMeasure, type FigureNow, isWorthTelling, measuredFigure, partsOf } from './measured-figure.ts'

export interface ReadingParts {
  readonly database: Database
  readonly book: Pick<MatterBook, 'open'>
  readonly hub: Pick<Hub, 'model' | 'latest' | 'history' | 'has'>
  readonly tables: CommandTables
  readonly tree: AreaTree
  readonly timeZone: string
  now(): number
  random(bytes: number): Buffer
}

/** Who it is when a figure measures something. */
const FIGURES: MatterActor = { kind: 'rule', id: 'figures', name: '指标' }

/**
 * Reads the quantities by which levels are judged from live figures, for every open incident whose kind they concern, and writes
 * down what is worth telling; the level they come to is then proposed, and a person confirms it. Throws RecordFault; the next look
 * makes up for it.
 */
export async function lookAtMeasures(parts: ReadingParts): Promise<void> {
  await withEach(parts.book.open('incident'), matterName, ({ id, state }) => lookAt(parts, id, state as IncidentState))
}

async function lookAt(parts: ReadingParts, id: string, state: IncidentState): Promise<void> {
  if (state.endedAt !== undefined || state.over) return
  const rules = parts.tables.levels.filter((rule) => concerns(rule, state)).flatMap(({ measures }) => measures)
  for (const rule of rules.filter(({ figure }) => figure !== undefined)) {
    const known = await readFigure(parts, rule, state)
    const measured = known && measuredFigure(rule, known)
    if (!measured || !isWorthTelling(rule, measured, state.measured[rule.id])) continue
    await write(parts, id, rule, measured)
  }
}

async function write(
  { database, now, tables }: ReadingParts,
  id: string,
  rule: MeasureRule,
  measured: FigureMeasure,
): Promise<void> {
  const at = now()
  await changeMatters(database, at, async (desk) => {
    const incident = await desk.take(incidentLife, id)
    // Another server, or a person, may have been quicker.
    if (!incident?.isOpen || !isWorthTelling(rule, measured, incident.state.measured[rule.id])) return
    const body = { measure: rule.id, measured: { ...measured, source: rule.figure?.metric ?? '', at } }
    await appendHappenings(desk, incident, { happenings: [{ type: 'incident.measured', body }], actor: FIGURES, now: at, tables })
  })
}

async function readFigure(
  { hub, tree, now }: ReadingParts,
  { figure }: MeasureRule,
  { place }: IncidentState,
): Promise<FigureNow | undefined> {
  const metric = figure && hub.model.metrics.get(figure.metric)
  if (!figure || !metric) return undefined
  const step = (figure.step ?? metric.period) as Step
  const keyOf = (area: string) => seriesKey(metric.id, area, step)
  const around = figure.of === 'city' ? [tree.root.code] : tree.path(place.area).map(({ code }) => code)
  const area = around.find((code) => hub.has(keyOf(code)))
  if (area === undefined) return undefined
  const latest = hub.latest(keyOf(area))
  const parts = figure.parts ? partsOf(area, tree, (code) => (hub.has(keyOf(code)) ? hub.latest(keyOf(code)) : undefined)) : []
  if (figure.fallWithinMinutes === undefined) return { now: latest, parts }
  const until = now()
  const past = await hub.history({ metric: metric.id, area, step, from: until - figure.fallWithinMinutes * 60_000, to: until })
  const values = past.flatMap(({ value, coverage }) => (value === null || coverage.reported < coverage.expected ? [] : [value]))
  return { now: latest, parts, ...(values.length > 0 && { before: Math.max(...values) }) }
}
