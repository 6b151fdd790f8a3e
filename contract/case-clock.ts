import type { CaseClock, CaseStage, CaseState } from './case.ts'
import { CASE_CLOCKS, type CaseClockName, type TimeLimit } from './case-tables.ts'
import type { WorkingTime } from './working-time.ts'

const HOUR_MS = 3_600_000

/** The clock that runs at each stage, unless the case is suspended; null where none does. */
export const CLOCK_AT: Readonly<Record<CaseStage, CaseClockName | null>> = {
  collected: 'filing',
  accepted: 'filing',
  checked: 'filing',
  filed: 'dispatch',
  dispatched: 'handling',
  handling: 'handling',
  handled: 'verification',
  verified: 'verification',
  closed: null,
  evaluated: null,
  rejected: null,
  void: null,
  merged: null,
}

/** The clock of a case that runs, with its name, if one does. There is never more than one. */
export function runningClock({
  clocks,
}: Pick<CaseState, 'clocks'>): { readonly name: CaseClockName; readonly clock: CaseClock } | undefined {
  for (const name of CASE_CLOCKS) {
    const clock = clocks[name]
    if (clock?.since !== undefined) return { name, clock }
  }
  return undefined
}

/** A limit in ms of its own pace; `dayMs` is one day of working time. At least 1 ms. */
export function limitOf({ amount, unit }: TimeLimit, { dayMs }: Pick<WorkingTime, 'dayMs'>): Pick<CaseClock, 'limitMs' | 'pace'> {
  switch (unit) {
    case 'hours':
      return { limitMs: Math.max(1, Math.round(amount * HOUR_MS)), pace: 'always' }
    case 'working-hours':
      return { limitMs: Math.max(1, Math.round(amount * HOUR_MS)), pace: 'working' }
    case 'working-days':
      return { limitMs: Math.max(1, Math.round(amount * dayMs)), pace: 'working' }
  }
}
