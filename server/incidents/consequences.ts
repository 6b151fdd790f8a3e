import type { CommandTables, DeadlineRule } from '#contract/command-tables.ts'
import { type Deadline, type Finding, type IncidentState, PHASES } from '#contract/incident.ts'
import type { Happening } from './happening.ts'
import { concerns, workedOutLevel } from './level-arithmetic.ts'

/**
 * What follows by itself from how an incident stands: the level the arithmetic comes to is proposed, clocks for reports begin
 * or are not needed any more. Nothing follows twice: after these happenings nothing more does. Pure.
 */
export function consequences(state: IncidentState, tables: CommandTables): readonly Happening[] {
  if (state.over) return []
  return [...proposed(state, tables), ...clocks(state, tables)]
}

function proposed(state: IncidentState, tables: CommandTables): Happening[] {
  const found = workedOutLevel(state, tables)
  if (!found) return []
  const { level, because } = found
  const known = state.proposal?.level === level ? state.proposal.because.map(saidBy) : undefined
  const isKnown = known?.join('; ') === because.map(saidBy).join('; ')
  return isKnown ? [] : [{ type: 'incident.level-proposed', body: { level, because } }]
}

/** What a finding says, in one order of its fields: the record keeps no order of its own. */
function saidBy({ rule, measure, value, numerator, denominator, min, level }: Finding): string {
  return [rule, measure, value, numerator, denominator, min, level].join(' ')
}

function clocks(state: IncidentState, { deadlines: rules }: CommandTables): Happening[] {
  const asked = rules.filter((rule) => isAskedFor(rule, state))
  const dropped = state.deadlines
    .filter(({ rule, metAt, missedAt }) => metAt === undefined && missedAt === undefined && !asked.some(({ id }) => id === rule))
    .map(({ id }): Happening => ({ type: 'incident.deadline-dropped', body: { id } }))
  const set = asked.flatMap((rule): Happening[] => {
    const deadline = nextOf(rule, state)
    return deadline ? [{ type: 'incident.deadline-set', body: { deadline } }] : []
  })
  return [...dropped, ...set]
}

/** A rule for levels asks only while the event has one of them; one that comes round again, only until the emergency ends. */
function isAskedFor(rule: DeadlineRule, state: IncidentState): boolean {
  const level = state.levels.event?.level
  if (!concerns(rule, state)) return false
  if (rule.levels && (level === undefined || !rule.levels.includes(level))) return false
  return !rule.repeats || PHASES.indexOf(state.phase) < PHASES.indexOf('ended')
}

/** The next clock of a rule: its first, or the next round once the one before was met. */
function nextOf(rule: DeadlineRule, state: IncidentState): Deadline | undefined {
  const rounds = state.deadlines.filter((deadline) => deadline.rule === rule.id)
  const last = rounds.at(-1)
  if (last && (!rule.repeats || last.metAt === undefined)) return undefined
  const startedAt = last?.metAt ?? startOf(rule, state)
  return {
    ...{ id: `${rule.id}#${rounds.length + 1}`, rule: rule.id, names: rule.names, kind: rule.report },
    ...(rule.mode && { mode: rule.mode }),
    ...{ startedAt, dueAt: startedAt + rule.withinMinutes * 60_000 },
  }
}

/** From 接报; where a later judgement of the level asks for it, from that judgement: nobody could report it before. */
function startOf({ levels }: DeadlineRule, state: IncidentState): number {
  const openedAt = state.phases[0]?.at ?? state.receivedAt
  const judgedAt = state.levels.event?.at ?? openedAt
  return levels && judgedAt > openedAt ? judgedAt : state.receivedAt
}
