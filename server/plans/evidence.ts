import type { AppliedPlan, Evidence } from '#contract/applied-plan.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import { type IncidentState, LEVELS, PHASES } from '#contract/incident.ts'
import type { Condition, ConditionOf } from '#contract/plan.ts'
import { holds, type ReadFigure } from './figure-reading.ts'
import { ordersAre, type ReadOrder, stepOrders } from './step-orders.ts'

/** What conditions are held against. Nothing else: equal knowledge, equal proposals. */
export interface Knowledge {
  readonly state: IncidentState
  readonly applied: AppliedPlan
  readonly tables: Pick<CommandTables, 'levels'>
  readonly figure: ReadFigure
  readonly order: ReadOrder
  readonly now: number
}

const MINUTE_MS = 60_000

/** What of a condition holds, in figures; undefined where it does not hold, or nobody can know. */
const EVIDENCE: {
  readonly [Kind in Condition['kind']]: (condition: ConditionOf<Kind>, known: Knowledge) => Evidence | undefined
} = {
  figure: (condition, { figure, now }) => {
    const reading = figure(condition)
    if (!reading || reading.freshness === 'silent' || reading.freshness === 'empty') return undefined
    const { is, value: limit, holdS } = condition
    if (!holds(is, reading.value, limit)) return undefined
    if (holdS !== undefined && (reading.since === undefined || now - reading.since < holdS * 1000)) return undefined
    return { kind: 'figure', ...reading, is, limit }
  },
  level: ({ field, atLeast }, { state }) => {
    const standing = state.levels[field]
    if (!standing || LEVELS.indexOf(standing.level) > LEVELS.indexOf(atLeast)) return undefined
    return { kind: 'level', field, level: standing.level, at: standing.at }
  },
  phase: ({ reached }, { state }) => {
    const entered = state.phases.find(({ phase }) => PHASES.indexOf(phase) >= PHASES.indexOf(reached))
    return entered && { kind: 'phase', phase: entered.phase, at: entered.at }
  },
  casualties: ({ figure, atLeast }, { state }) => {
    const newest = state.casualties.at(-1)
    const value = newest?.figures[figure] ?? 0
    if (!newest || value < atLeast) return undefined
    return { kind: 'casualties', figure, value, limit: atLeast, version: newest.version, source: newest.source }
  },
  measure: ({ measure, atLeast }, { state, tables }) => {
    const measured = state.measured[measure]
    const rule = tables.levels.flatMap(({ measures }) => measures).find(({ id }) => id === measure)
    if (!measured || !rule || measured.value < atLeast) return undefined
    return { kind: 'measure', measure, names: rule.names, value: measured.value, limit: atLeast, source: measured.source }
  },
  elapsed: ({ minutes, since }, { state, applied, now }) => {
    const from = since === 'received' ? state.receivedAt : applied.at
    return now - from < minutes * MINUTE_MS ? undefined : { kind: 'elapsed', minutes, since: from }
  },
  step: ({ step }, { applied }) => {
    const standing = applied.steps.find((one) => one.step === step)
    return standing?.stage === 'accepted' ? { kind: 'step', step, names: standing.names, at: standing.at } : undefined
  },
  orders: ({ step, are }, { applied, order }) => {
    const standing = applied.steps.find((one) => one.step === step)
    const sum = standing?.stage === 'accepted' ? stepOrders(standing.orders, order) : undefined
    if (!standing || !sum || !ordersAre(are, sum)) return undefined
    return { kind: 'orders', step, names: standing.names, are, ...sum }
  },
}

/** What of a condition holds, in figures; undefined where it does not hold, or nobody can know. Pure. */
export function evidenceOf(condition: Condition, known: Knowledge): Evidence | undefined {
  return (EVIDENCE[condition.kind] as (condition: Condition, known: Knowledge) => Evidence | undefined)(condition, known)
}
