import type { DecisionMatter, DecisionState } from '#contract/decision.ts'
import { type Due, dueOf } from './due.ts'

/** How the clock of a decision stands: until it must be taken, and stopped when it is. */
export function decisionDue({ at, dueAt, decided }: DecisionState, now: number): Due {
  return dueOf({ from: at, dueAt, metAt: decided?.at }, now)
}

const RANK: Readonly<Record<DecisionState['stage'], number>> = { open: 0, scored: 1, decided: 2, superseded: 3, withdrawn: 3 }

/** Those to be decided first, the most urgent before the others; then those whose outcome is told; then those waiting for it. */
export function inOrderOfUrgency(decisions: readonly DecisionMatter[]): readonly DecisionMatter[] {
  return [...decisions].sort(
    (a, b) => RANK[a.state.stage] - RANK[b.state.stage] || a.state.dueAt - b.state.dueAt || (a.id < b.id ? -1 : 1),
  )
}

/** How many of those asked agree. */
export function agreedCount({ consulted }: Pick<DecisionState, 'consulted'>): number {
  return consulted.filter(({ answer }) => answer === 'agree').length
}

/** Somebody a decision may wait for. */
export interface Decider {
  readonly id: string
  readonly mayCommand: boolean
}

/** True while a decision waits for this person: to decide it, to say their word, or to learn how it came out. Pure. */
export function waitsForDecider({ stage, consulted, decided, by, notedAt }: DecisionState, { id, mayCommand }: Decider): boolean {
  if (stage === 'open') return mayCommand || consulted.some(({ person, answer }) => person.id === id && answer === undefined)
  return stage === 'scored' && notedAt === undefined && (decided?.by.id === id || by.id === id)
}
