import type { CaseClock, CaseState } from '#contract/case.ts'
import { CLOCK_AT, limitOf, runningClock } from '#contract/case-clock.ts'
import type { CaseClockName } from '#contract/case-tables.ts'
import type { WorkingTime } from '#contract/working-time.ts'
import { type CaseCity, type CaseHappening, categoryOf } from './case-step.ts'

/**
 * What has to happen to the clocks of a case after something happened to it: one stops, another starts, one that was given more
 * time starts anew. Handling goes on with what is left of it after a suspension and after work that was sent back. Time in which a
 * case was taken for another one counts. Pure; after these happenings nothing more follows.
 */
export function clocksFollow(
  before: CaseState | undefined,
  state: CaseState,
  at: number,
  city: CaseCity,
): readonly CaseHappening[] {
  const wanted = state.suspension ? null : CLOCK_AT[state.stage]
  const now = runningClock(state)
  if (now && now.name === wanted && now.clock.dueAt === dueOf(now.clock, now.clock.since, city.time)) return []
  const stopped = now && { ...now.clock, spentMs: now.clock.spentMs + elapsed(now.clock.pace, now.clock.since, at, city.time) }
  const stop: CaseHappening[] =
    now && stopped ? [{ type: 'case.clock-stopped', body: { clock: now.name, spentMs: stopped.spentMs } }] : []
  if (wanted === null) return stop
  const known = now?.name === wanted ? stopped : state.clocks[wanted]
  const clock = known ?? freshClock(wanted, state, city)
  if (!clock) return stop
  const { limitMs, pace } = clock
  const spentMs = clock.spentMs + (before?.merged && known ? elapsed(pace, before.merged.at, at, city.time) : 0)
  const dueAt = dueOf({ limitMs, pace, spentMs }, at, city.time)
  return [...stop, { type: 'case.clock-started', body: { clock: wanted, limitMs, pace, spentMs, dueAt } }]
}

/** What time alone makes of a case by now, each once: a clock that ran out, a deferral that is over. Pure. */
export function dueBy(state: CaseState, now: number): readonly CaseHappening[] {
  const { suspension } = state
  if (suspension?.until !== undefined && suspension.until <= now) return [{ type: 'case.resumed', body: {} }]
  const run = runningClock(state)
  const dueAt = run?.clock.dueAt
  if (!run || dueAt === undefined || dueAt > now || run.clock.overdueAt !== undefined) return []
  return [{ type: 'case.overdue', body: { clock: run.name, dueAt } }]
}

function freshClock(name: CaseClockName, { category }: CaseState, city: CaseCity): CaseClock | undefined {
  const { limits } = city.tables
  const limit = (name === 'handling' ? categoryOf(city, category)?.limit : undefined) ?? limits[name]
  return limit && { ...limitOf(limit, city.time), spentMs: 0 }
}

function elapsed(pace: CaseClock['pace'], from = 0, to: number, time: WorkingTime): number {
  return pace === 'always' ? Math.max(0, to - from) : time.between(from, to)
}

function dueOf({ limitMs, pace, spentMs }: Pick<CaseClock, 'limitMs' | 'pace' | 'spentMs'>, since = 0, time: WorkingTime): number {
  const left = Math.max(0, limitMs - spentMs)
  return pace === 'always' ? since + left : time.after(since, left)
}
