import { describe, expect, it } from 'vitest'
import type { FigureEvidence } from '#contract/applied-plan.ts'
import { areaTree } from '#contract/catalogue.ts'
import type { Level } from '#contract/incident.ts'
import type { Happening } from '../incidents/happening.ts'
import { incidentLife } from '../incidents/incident-life.ts'
import { TESTED_TABLES } from '../incidents/testing/tested-tables.ts'
import { MINUTE, START, ToldIncident } from '../incidents/testing/told-incident.ts'
import { proposals } from './proposals.ts'
import { TESTED_PLAN } from './testing/tested-plan.ts'

const names = (text: string) => ({ zh: text, en: text })
const tree = areaTree([
  { code: 'city', level: 'city', names: names('城') },
  { code: 'town', level: 'town', parent: 'city', names: names('甲镇') },
  { code: 'other', level: 'town', parent: 'city', names: names('乙镇') },
])
const reading: Omit<FigureEvidence, 'kind' | 'is' | 'limit'> = {
  ...{ metric: 'city.depth', names: names('积水深度'), unit: names('cm'), decimals: 0, area: 'town', areaNames: names('甲镇') },
  ...{ step: 'PT1M', value: 46, window: [START, START + MINUTE], observedAt: START + 30_000, freshness: 'live', revision: 41 },
}

/** An incident to which the plan was applied. */
function applied(level: Level = 'III', area = 'town'): ToldIncident {
  const incident = new ToldIncident('内涝', area)
  incident.append('chief', [
    { type: 'incident.level-changed', body: { field: 'response', from: null, to: level, reason: '预案' } },
    { type: 'incident.plan-applied', body: { plan: 'flood', names: names('防汛预案'), edition: '1', level } },
  ])
  return incident
}

function proposedIn({ state, now }: ToldIncident, figure?: Partial<typeof reading>) {
  const [plan] = state.plans ?? []
  if (!plan) return []
  const read = { figure: () => figure && { ...reading, ...figure }, order: () => undefined }
  const known = { state, applied: plan, tables: TESTED_TABLES, now, ...read }
  return proposals(TESTED_PLAN, known, tree)
}

function propose(incident: ToldIncident, figure?: Partial<typeof reading>): readonly string[] {
  const found = proposedIn(incident, figure)
  incident.append(
    'plan',
    found.map((step): Happening => ({ type: 'incident.step-proposed', body: { plan: 'flood', ...step } })),
  )
  return found.map(({ step }) => step)
}

describe('a plan that is applied', () => {
  it('proposes what asks for nothing more at once, with its orders written out, and each step once', () => {
    const incident = applied()
    const [towns] = proposedIn(incident)
    expect(towns).toMatchObject({ step: 'towns', why: { kind: 'level', level: 'III' }, dueAt: START + 10 * MINUTE })
    expect(towns?.orders.map(({ title, text, to }) => [title, text, to.map(({ area }) => area)])).toEqual([
      ['落实III级响应', '内涝', ['town']],
      ['到甲镇排涝', undefined, ['town']],
    ])
    expect(propose(incident)).toEqual(['towns'])
    expect(propose(incident)).toEqual([])
  })

  it('to the whole city addresses each town', () => {
    const [towns] = proposedIn(applied('III', 'city'))
    expect(towns?.orders[0]?.to.map(({ area }) => area)).toEqual(['town', 'other'])
  })

  it('proposes what belongs to a graver response once the response is so grave', () => {
    const incident = applied('III')
    propose(incident)
    incident.append('chief', [
      { type: 'incident.level-changed', body: { field: 'response', from: 'III', to: 'II', reason: '加重' } },
    ])
    expect(propose(incident)).toEqual(['groups'])
  })

  it('proposes nothing without a response, after the end of the emergency, or once it was ended', () => {
    const [taken, over, ended] = [applied(), applied(), applied()]
    taken.append('chief', [{ type: 'incident.level-changed', body: { field: 'response', from: 'III', to: null, reason: '' } }])
    over.append('chief', [{ type: 'incident.phase-entered', body: { phase: 'ended', passed: [] } }])
    ended.append('chief', [{ type: 'incident.plan-ended', body: { plan: 'flood', names: names('防汛预案'), reason: '' } }])
    expect([taken, over, ended].flatMap((incident) => propose(incident))).toEqual([])
  })
})

describe('a step that waits for a figure', () => {
  it('proposes itself when it has held for long enough, and keeps which figure, when and at which revision', () => {
    const incident = applied()
    propose(incident)
    incident.now = START + 3 * MINUTE
    expect(proposedIn(incident, { since: START + 2 * MINUTE })).toEqual([])
    const [close] = proposedIn(incident, { since: START + MINUTE })
    expect(close).toMatchObject({ step: 'close', approval: 'commander' })
    expect(close?.why).toEqual({
      kind: 'condition',
      because: [{ kind: 'figure', ...reading, since: START + MINUTE, is: 'at-least', limit: 27 }],
    })
    expect(close?.orders[0]?.text).toBe('甲镇积水深度 46 cm（≥27）')
  })

  it('is not moved by a figure that fell silent, by one that is missing, nor by one on the other side of the limit', () => {
    const incident = applied()
    propose(incident)
    incident.now = START + 10 * MINUTE
    const since = START
    expect(propose(incident, { since, freshness: 'silent' })).toEqual([])
    expect(propose(incident, { since, value: 26.9 })).toEqual([])
    expect(propose(incident)).toEqual([])
    expect(propose(incident, { since, value: 27, freshness: 'late' })).toEqual(['close'])
  })
})

describe('a step that waits for facts', () => {
  it('proposes itself by any one of them, and says which', () => {
    const incident = applied()
    propose(incident)
    const figures = { dead: 0, missing: null, serious: null, minor: null, trapped: 2, evacuated: null }
    incident.append('duty', [{ type: 'incident.casualties-counted', body: { version: 1, figures, source: '110', asOf: START } }])
    expect(proposedIn(incident)).toMatchObject([
      {
        step: 'rescue',
        why: { because: [{ kind: 'casualties', figure: 'trapped', value: 2, limit: 1, version: 1, source: '110' }] },
      },
    ])
  })

  it('comes after the step it follows was accepted, and not before its time', () => {
    const incident = applied()
    propose(incident)
    incident.now = START + 5 * MINUTE
    propose(incident, { since: START })
    incident.append('chief', [
      { type: 'incident.step-accepted', body: { plan: 'flood', step: 'close', names: names('封路'), orders: ['o1'] } },
    ])
    incident.now = START + 59 * MINUTE
    expect(propose(incident)).toEqual([])
    incident.now = START + 60 * MINUTE
    expect(propose(incident)).toEqual(['clear'])
  })
})

it('keeps of a decided step who decided and what became of it, and drops the drafts', () => {
  const incident = applied()
  propose(incident)
  incident.append('chief', [
    { type: 'incident.step-dismissed', body: { plan: 'flood', step: 'towns', names: names('部署镇街'), reason: '已部署' } },
  ])
  expect(incident.state.plans?.[0]?.steps).toMatchObject([
    { step: 'towns', stage: 'dismissed', reason: '已部署', by: { id: 'chief' } },
  ])
  expect(incident.state.plans?.[0]?.steps[0]).not.toHaveProperty('groups')
  expect(propose(incident)).toEqual([])
})

it('tells a room how far the plan is, and neither who, why, nor what nobody issued', () => {
  const incident = applied()
  propose(incident)
  incident.append('chief', [
    { type: 'incident.step-dismissed', body: { plan: 'flood', step: 'towns', names: names('部署镇街'), reason: '张三已办' } },
  ])
  incident.now = START + 10 * MINUTE
  propose(incident, { since: START })
  const [plan] = incidentLife.inRoom(incident.state).plans ?? []
  expect(plan?.steps.map(({ step, stage }) => [step, stage])).toEqual([
    ['towns', 'dismissed'],
    ['close', 'proposed'],
  ])
  const told = JSON.stringify(plan)
  for (const word of ['chief', '张三', '封闭积水路段', 'city.depth', '46']) expect(told).not.toContain(word)
})
