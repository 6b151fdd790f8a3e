import { describe, expect, it } from 'vitest'
import type { DecisionState } from '#contract/decision.ts'
import { agreedCount, decisionDue, inOrderOfUrgency, waitsForDecider } from './decisions.ts'
import { toldDecision } from './testing/told-decision.ts'

const AT = 0
const state = (said: Partial<DecisionState> = {}): DecisionState => toldDecision('d', said).state
const chief = { id: 'chief', mayCommand: true }
const town = { id: 'town', mayCommand: false }
const decided = { option: 'a', by: { id: 'chief', name: '总指挥' }, at: AT + 500, orders: [] }

describe('a decision', () => {
  it('waits for those who may decide it, and for whoever was asked and has not answered', () => {
    const consulted = [{ person: { id: 'town', name: '镇街' } }]
    expect(waitsForDecider(state(), chief)).toBe(true)
    expect(waitsForDecider(state(), town)).toBe(false)
    expect(waitsForDecider(state({ consulted }), town)).toBe(true)
    expect(waitsForDecider(state({ consulted: [{ ...consulted[0], answer: 'agree', at: AT } as never] }), town)).toBe(false)
  })

  it('comes back to whoever decided and whoever asked when its outcome is known, until it was noted', () => {
    const scored = state({ stage: 'scored', decided })
    expect([chief, { ...town, id: 'duty' }, town].map((who) => waitsForDecider(scored, who))).toEqual([true, true, false])
    expect(waitsForDecider({ ...scored, notedAt: AT + 900 }, chief)).toBe(false)
  })

  it('stands before others the sooner it must be taken; what is decided comes last', () => {
    const all = [
      toldDecision('d', { stage: 'decided' }),
      toldDecision('s', { stage: 'scored' }),
      toldDecision('b', { dueAt: AT + 9 }),
      toldDecision('a', { dueAt: AT + 5 }),
    ]
    expect(inOrderOfUrgency(all).map(({ id }) => id)).toEqual(['a', 'b', 's', 'd'])
  })

  it('has a clock that stops with the decision', () => {
    expect(decisionDue(state(), AT + 3000)).toMatchObject({ kind: 'over', overMs: 1000 })
    expect(decisionDue(state({ decided }), AT + 2000)).toMatchObject({ kind: 'met', lateMs: 0 })
    expect(
      agreedCount(state({ consulted: [{ person: { id: 'a', name: '' }, answer: 'agree' }, { person: { id: 'b', name: '' } }] })),
    ).toBe(1)
  })
})
