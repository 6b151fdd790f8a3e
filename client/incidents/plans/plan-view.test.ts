import { expect, it } from 'vitest'
import type { AppliedPlan } from '#contract/applied-plan.ts'
import type { Plan } from '#contract/plan.ts'
import type { OrderMatter } from '../../state/orders.ts'
import { plansFor, planView } from './plan-view.ts'

const names = (text: string) => ({ zh: text, en: text })
const person = { id: 'p', name: '张' }
const plan: Plan = {
  ...{ id: 'flood', names: names('flood'), edition: '1', source: 'tested', classes: ['natural-disaster'], subtypes: ['flood'] },
  levels: ['I', 'II', 'III', 'IV'],
  phases: [
    { id: 'respond', names: names('respond') },
    { id: 'recover', names: names('recover') },
  ],
  steps: [
    { id: 'a', phase: 'respond', names: names('a') },
    { id: 'b', phase: 'respond', names: names('b') },
    { id: 'c', phase: 'respond', names: names('c'), levels: ['I'] },
    { id: 'd', phase: 'recover', names: names('d') },
  ],
}
const step = (id: string) => ({ step: id, names: names(id), phase: 'respond', approval: 'duty' as const })
const applied: AppliedPlan = {
  ...{ plan: 'flood', names: names('flood'), edition: '1', level: 'III', at: 0, by: person },
  steps: [
    { ...step('a'), stage: 'accepted', proposedAt: 0, at: 1, by: person, orders: ['o1', 'o2', 'gone'] },
    { ...step('b'), stage: 'proposed', at: 1, orders: [], groups: [] },
  ],
}
const order = (id: string, dueAt: number) =>
  ({ id, state: { stage: 'acknowledged', dueAt, slaMs: 1000, stamps: [] } }) as unknown as OrderMatter

it('puts what waits for a person first, and tells of every other step by the phases of the plan', () => {
  const view = planView(plan, applied, 'III', [order('o1', 5000), order('o2', 100)], 2000)
  expect(view.proposed.map(({ step }) => step)).toEqual(['b'])
  expect(view.phases.map(({ id, steps }) => [id, steps.map(({ kind }) => kind)])).toEqual([
    ['respond', ['accepted', 'waiting']],
    ['recover', ['waiting']],
  ])
  expect(view.counts).toEqual({ accepted: 1, proposed: 1, waiting: 1 })
})

it('shows how the orders of a step are, those that are over counted as such', () => {
  const [respond] = planView(plan, applied, 'III', [order('o1', 5000), order('o2', 100)], 2000).phases
  expect(respond?.steps[0]).toMatchObject({ kind: 'accepted', progress: { open: 2, over: 1, late: 1 } })
})

it('proposes nothing any more once the plan was ended, and still shows what was done where the plan itself is gone', () => {
  const ended = { ...applied, ended: { at: 3, by: person, reason: '转入恢复' } }
  expect(planView(plan, ended, 'III', [], 5).proposed).toEqual([])
  expect(planView(undefined, applied, 'III', [], 5).phases).toMatchObject([{ id: 'respond', steps: [{ kind: 'accepted' }] }])
})

it('offers plans made for the kind of incident before the others', () => {
  const fire: Plan = { ...plan, id: 'fire', classes: ['accident'], subtypes: ['fire'] }
  const order = (state: Parameters<typeof plansFor>[1]) => plansFor([fire, plan], state).fits.map(({ id }) => id)
  expect(order({ class: 'natural-disaster', subtype: 'flood' })).toEqual(['flood'])
  expect(order({ class: 'accident' })).toEqual(['fire'])
  expect(order({ class: 'public-health' })).toEqual([])
})
