import type { DecisionState } from '#contract/decision.ts'
import type { Person } from '#contract/incident.ts'

/**
 * A decision as a room sees it, where nobody knows who looks: the question, the options, the figures, what was decided and how
 * it came out. No name, and nothing anybody wrote besides.
 */
export function decisionInRoom(state: DecisionState): DecisionState {
  const { context: _context, withdrawn: _withdrawn, decided, ...rest } = state
  return {
    ...rest,
    options: state.options.map(({ order: _order, ...option }) => option),
    consulted: state.consulted.map(({ person, answer, at }) => ({
      person: nameless(person),
      ...(answer && { answer }),
      ...(at !== undefined && { at }),
    })),
    by: nameless(state.by),
    ...(decided && { decided: { option: decided.option, by: nameless(decided.by), at: decided.at, orders: [...decided.orders] } }),
  }
}

function nameless({ post }: Person): Person {
  return { id: '', name: '', ...(post !== undefined && { post }) }
}
