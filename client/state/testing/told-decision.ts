import type { DecisionMatter, DecisionState } from '#contract/decision.ts'

/** A decision as a test tells it: put forward at 0, due at 2 000, with everything the test is not about filled in. */
export function toldDecision(id: string, said: Partial<DecisionState> = {}): DecisionMatter {
  const state: DecisionState = {
    ...{
      area: 'city',
      question: '是否转移',
      consulted: [],
      by: { id: 'duty', name: '值班员' },
      at: 0,
      dueAt: 2_000,
      stage: 'open',
    },
    options: [
      { id: 'a', title: '立即转移' },
      { id: 'b', title: '再看' },
    ],
    evidence: { at: 0, revision: 1, points: [], matters: [] },
    ...said,
  }
  return {
    ...{ kind: 'decision', id, version: 1, revision: 1, openedAt: 0, changedAt: 0, isOpen: true, reach: { area: state.area } },
    state,
  }
}
