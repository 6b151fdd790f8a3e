import { FOLLOWING, PHASES, type Phase } from '#contract/incident.ts'
import type { Happening } from './happening.ts'

/** Entering a phase from another, naming those passed over; empty where it may not follow. */
export function phaseStep(from: Phase, to: Phase, note?: string): readonly Happening[] {
  if (!FOLLOWING[from].includes(to)) return []
  const passed = PHASES.slice(PHASES.indexOf(from) + 1, PHASES.indexOf(to))
  return [{ type: 'incident.phase-entered', body: { phase: to, passed, ...(note !== undefined && { note }) } }]
}
