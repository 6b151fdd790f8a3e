import { describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { Plan, PlanStep } from '#contract/plan.ts'
import { checkPlans } from './check-plans.ts'
import type { CityFiles } from './read-city.ts'

const names = (text: string) => ({ zh: text, en: text })
const tree = areaTree([
  { code: 'city', level: 'city', names: names('city') },
  { code: 'town', level: 'town', parent: 'city', names: names('town') },
])
const metric = (id: string, said: object = {}) => ({
  file: 'metrics/a.json',
  entry: { id, level: 'town', period: 'PT1M', rollUp: { area: 'max', time: 'max' }, audiences: ['government'], ...said },
})
const files = {
  city: { file: 'city.json', entry: { departments: [{ id: 'water' }], domains: [{ id: 'emg' }] } },
  metrics: [metric('city.depth'), metric('city.calls', { headline: 'P1D' }), metric('city.unrest', { sensitivity: 'sensitive' })],
  entityKinds: [{ entry: { id: 'pump' } }, { entry: { id: 'tents', stock: 'amount' } }],
  command: [
    {
      entry: {
        subtypes: [{ id: 'flood', class: 'natural-disaster' }],
        levels: [{ measures: [{ id: 'lost' }] }],
      },
    },
  ],
} as unknown as Omit<CityFiles, 'plans'>
const to = [{ kind: 'department', department: 'water' }] as const

function sentences(step: Partial<PlanStep>, plan: Partial<Plan> = {}): readonly string[] {
  const entry: Plan = {
    ...{ id: 'flood', names: names('flood'), edition: '1', source: 'tested', classes: ['natural-disaster'], subtypes: ['flood'] },
    ...{ levels: ['III', 'IV'], phases: [{ id: 'respond', names: names('respond') }] },
    steps: [{ id: 'a', phase: 'respond', names: names('a'), ...step }],
    ...plan,
  }
  const found = checkPlans({ ...files, plans: [{ file: 'plans/flood.json', entry }] } as CityFiles, tree)
  return found.map(({ place, sentence }) => `${place}: ${sentence}`)
}

const figure = (metric: string, said: object = {}) =>
  ({ when: { all: [{ kind: 'figure', metric, is: 'at-least', value: 1, ...said }] } }) as Partial<PlanStep>

describe('the check of a plan', () => {
  it('finds nothing in one that is in order', () => {
    const orders = [{ title: '排涝 {place}', text: '{why}', to: [...to], slaMinutes: 10, wants: [{ kind: 'tents', amount: 5 }] }]
    expect(sentences({ ...figure('city.depth', { holdS: 120, area: 'place' }), orders, levels: ['III'] })).toEqual([])
  })

  it('refuses to wait for the orders of a step that makes none, or that is not there', () => {
    const when = (step: string) => ({ when: { all: [{ kind: 'orders' as const, step, are: 'done' as const }] } })
    const b = { id: 'b', phase: 'respond', names: names('b') }
    const steps = (waits: string): readonly PlanStep[] => [{ id: 'a', phase: 'respond', names: names('a'), ...when(waits) }, b]
    expect(sentences({}, { steps: [...steps('b')] })).toEqual([
      'step a, when: waits for the orders of "b", which makes none; wait for the step.',
    ])
    expect(sentences(when('c'))).toEqual(['step a, when: the plan has no step "c".'])
  })

  it('names what does not exist: a metric, an area, a department, a kind, a phase, a level, a quantity, a subtype', () => {
    expect(sentences(figure('city.none'))).toEqual(['step a, when: there is no metric city.none in metrics/*.json.'])
    expect(sentences(figure('city.depth', { area: 'moon' }))).toEqual(['step a, when: city.depth has no figure in moon.'])
    expect(sentences({ when: { any: [{ kind: 'measure', measure: 'nothing', atLeast: 1 }] } })).toHaveLength(1)
    const order = {
      title: 'x',
      to: [{ kind: 'department' as const, department: 'navy' }],
      slaMinutes: 1,
      wants: [{ kind: 'ship' }],
    }
    expect(sentences({ orders: [order] })).toEqual([
      'step a, order 1, departments: "navy" is not among the departments of city.json.',
      'step a, order 1, wants: entities.json has no kind "ship".',
    ])
    expect(sentences({ phase: 'later' })).toContain('step a, phase: "later" is not among the phases of the plan.')
    expect(sentences({ levels: ['I'] })).toEqual([
      'step a, levels: the plan is never applied at I; add it to its levels or leave it out.',
    ])
    expect(sentences({}, { subtypes: ['fire'] })).toHaveLength(1)
  })

  it('refuses a figure few may see, a running total that is to last, and a blank nobody fills', () => {
    expect(sentences(figure('city.unrest'))[0]).toContain('is sensitive')
    expect(sentences(figure('city.calls', { step: 'P1D', holdS: 60 }))[0]).toContain('a total only grows')
    expect(sentences(figure('city.depth', { step: 'P1D' }))[0]).toContain('is not a live step')
    expect(sentences({ orders: [{ title: '{when}', to: [...to], slaMinutes: 1 }] })[0]).toContain('{when} is no blank of a plan')
  })

  it('refuses an addressee who cannot answer, an amount of what is no stock, and groups nobody may form', () => {
    expect(
      sentences({ orders: [{ title: 'x', to: [{ kind: 'role', role: 'wall-screen', area: 'city' }], slaMinutes: 1 }] })[0],
    ).toContain('cannot answer')
    expect(sentences({ orders: [{ title: 'x', to: [...to], slaMinutes: 1, wants: [{ kind: 'pump', amount: 3 }] }] })[0]).toContain(
      'is no stock',
    )
    expect(sentences({ groups: [{ kind: 'rescue', departments: ['water'] }] })).toEqual([
      'step a, approval: only the commander forms groups; say approval: commander.',
    ])
  })

  it('refuses steps that wait for each other, and a condition that asks for nothing', () => {
    const step = (id: string, after: string): PlanStep => ({
      ...{ id, phase: 'respond', names: names(id) },
      when: { all: [{ kind: 'step', step: after }] },
    })
    expect(sentences({}, { steps: [step('a', 'b'), step('b', 'a')] })).toHaveLength(2)
    expect(sentences({}, { steps: [step('a', 'a')] })).toEqual(['step a, when: waits for itself.'])
    expect(sentences({ when: {} })).toEqual(['step a, when: asks for nothing; leave it out.'])
  })
})
