import type { DecisionEvent, DecisionEventType, DecisionState } from '#contract/decision.ts'
import type { Person } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { Life } from '../matters/life.ts'
import { decisionInRoom } from './decision-in-room.ts'

type Told<Type extends DecisionEventType> = Extract<DecisionEvent, { type: Type }>
type Evolve<Type extends DecisionEventType> = (state: DecisionState, event: Told<Type>) => DecisionState

/** What each event makes of a decision. An event of the contract without a line here does not compile. */
const EVOLVE: { readonly [Type in Exclude<DecisionEventType, 'decision.proposed'>]: Evolve<Type> } = {
  'decision.answered': (state, { at, actor, body }) => ({
    ...state,
    consulted: state.consulted.map((one) => (one.person.id === actor.id ? { person: one.person, ...body, at } : one)),
  }),
  'decision.decided': (state, { at, actor, body: { orders, ...said } }) => ({
    ...state,
    stage: 'decided',
    decided: { ...said, by: personOf(actor), at, orders: [...orders] },
  }),
  'decision.overdue': (state, { at }) => ({ ...state, overdueAt: at }),
  'decision.scored': (state, { at, body }) => ({ ...state, stage: 'scored', score: { ...body, at } }),
  'decision.noted': (state, { at }) => ({ ...state, notedAt: at }),
  'decision.superseded': (state, { body }) => ({ ...state, stage: 'superseded', supersededBy: body.by }),
  'decision.withdrawn': (state, { body }) => ({ ...state, stage: 'withdrawn', withdrawn: body.reason }),
}

/** The life of a decision: its state is the fold of its events, now and at any moment of the past. */
export const decisionLife: Life<'decision', DecisionState, DecisionEvent> = {
  kind: 'decision',
  evolve(state, event) {
    if (event.type === 'decision.proposed') return proposed(event)
    if (!state) throw new Error(`the first event of a decision is ${event.type}`)
    return (EVOLVE[event.type] as Evolve<DecisionEventType>)(state, event)
  },
  standing: (state) => {
    const { area, sensitivity, by, consulted, decided } = state
    const people = [by, ...consulted.map(({ person }) => person), ...(decided ? [decided.by] : [])]
    return {
      isOpen: isAwaited(state),
      reach: { area, ...(sensitivity && { sensitivity }), people: [...new Set(people.map(({ id }) => id))] },
    }
  },
  inRoom: decisionInRoom,
}

/** True while something is still to come of it: the decision, the outcome, or that those who decided learn of it. */
export function isAwaited({ stage, followUp, notedAt }: Pick<DecisionState, 'stage' | 'followUp' | 'notedAt'>): boolean {
  return stage === 'open' || (stage === 'decided' && followUp !== undefined) || (stage === 'scored' && notedAt === undefined)
}

function proposed({ at, actor, body: { consulted, ...body } }: Told<'decision.proposed'>): DecisionState {
  return { ...body, consulted: consulted.map((person) => ({ person })), by: personOf(actor), at, stage: 'open' }
}

function personOf({ id, name }: MatterActor): Person {
  return { id, name }
}
