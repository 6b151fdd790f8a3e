import { expect, it } from 'vitest'
import type { IncidentEvent, IncidentEventType } from '#contract/incident.ts'
import type { MatterActor } from '#contract/matter.ts'
import type { PastMatter } from '../matters/matter-store.ts'
import { timelineOf } from './timeline.ts'

const CHIEF: MatterActor = { kind: 'person', id: 'a', name: '王主任' }
const PLAN: MatterActor = { kind: 'rule', id: 'plan:flood', name: '防汛预案' }
const names = { zh: '转移群众', en: 'Move people' }
const ofStep = { plan: 'flood', step: 'move', names }

it('tells what a plan did and who decided it, in both languages', () => {
  const proposed = { ...ofStep, phase: 'respond', approval: 'duty', why: { kind: 'level', level: 'III' }, groups: [] }
  const told = lines([
    event('incident.plan-applied', CHIEF, {
      plan: 'flood',
      names: { zh: '防汛预案', en: 'Flood plan' },
      edition: '1',
      level: 'III',
    }),
    event('incident.step-proposed', PLAN, { ...proposed, orders: [{}, {}] }),
    event('incident.step-accepted', CHIEF, { ...ofStep, orders: ['o-1', 'o-2'] }),
    event('incident.step-dismissed', CHIEF, { ...ofStep, reason: '已转移' }),
    event('incident.plan-ended', CHIEF, { plan: 'flood', names: { zh: '防汛预案', en: 'Flood plan' }, reason: '雨停' }),
  ])
  expect(told.map(({ zh }) => zh)).toEqual([
    '王主任 启动《防汛预案》，III级响应',
    '防汛预案 提出：转移群众（2 条指令待采纳）',
    '王主任 采纳：转移群众，下达 2 条指令',
    '王主任 驳回：转移群众，已转移',
    '王主任 终止《防汛预案》：雨停',
  ])
  for (const { en } of told) expect(en).not.toMatch(/\{|undefined|object|incident\./)
})

function event(type: IncidentEventType, actor: MatterActor, body: object): IncidentEvent {
  return { type, at: 0, actor, body } as unknown as IncidentEvent
}

function lines(events: readonly IncidentEvent[]) {
  const recorded = events.map((event, index) => ({ version: index + 1, revision: index + 1, event }))
  const incident = { id: 'i', events: recorded } as unknown as PastMatter
  return timelineOf({ revision: 9, at: 0, incident, orders: [], decisions: [], warnings: [] }).map(({ words }) => words)
}
