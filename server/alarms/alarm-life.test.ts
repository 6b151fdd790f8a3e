import { expect, it } from 'vitest'
import type { AlarmEvent, AlarmState } from '#contract/alarm.ts'
import type { MatterActor } from '#contract/matter.ts'
import { alarmLife } from './alarm-life.ts'

const RULE: MatterActor = { kind: 'rule', id: 'r', name: 'r' }
const LI: MatterActor = { kind: 'person', id: 'li', name: '李' }
const WHY = { kind: 'threshold', value: 9, limit: 8, side: 'above' } as const
const RAISED: AlarmEvent = {
  ...{ type: 'alarm.raised', at: 10, actor: RULE },
  body: { rule: { id: 'r', kind: 'threshold' }, severity: 'warning', why: WHY, area: 'a', since: 5 },
}

function after(...events: AlarmEvent[]): AlarmState {
  return [RAISED, ...events].reduce<AlarmState | undefined>(
    (state, event) => alarmLife.evolve(state, event, 'id'),
    undefined,
  ) as AlarmState
}

const acknowledged: AlarmEvent = { type: 'alarm.acknowledged', at: 20, actor: LI, body: {} }
const shelved: AlarmEvent = { type: 'alarm.shelved', at: 30, actor: LI, body: { until: 99, reason: '检修' } }
const unshelved: AlarmEvent = { type: 'alarm.unshelved', at: 40, actor: RULE, body: {} }
const cleared: AlarmEvent = { type: 'alarm.cleared', at: 50, actor: RULE, body: { why: WHY } }

it('is open while it stands, and again when it comes back as the same', () => {
  expect(alarmLife.standing(after()).isOpen).toBe(true)
  expect(alarmLife.standing(after(cleared)).isOpen).toBe(false)
  const back = after(acknowledged, cleared, { ...RAISED, at: 60 })
  expect(alarmLife.standing(back).isOpen).toBe(true)
  expect(back).toMatchObject({ raises: 2, raisedAt: 10, response: { kind: 'acknowledged' } })
})

it('comes back from the shelf as it was put there', () => {
  expect(after(acknowledged, shelved, unshelved).response).toMatchObject({ kind: 'acknowledged', at: 20, by: LI })
  expect(after(shelved, unshelved).response).toEqual({ kind: 'unanswered' })
  expect(after(acknowledged, shelved, shelved, unshelved).response).toMatchObject({ kind: 'acknowledged', at: 20 })
})

it('asks again when what was taken on as a warning becomes critical', () => {
  const critical: AlarmEvent = { type: 'alarm.changed', at: 30, actor: RULE, body: { severity: 'critical', why: WHY } }
  expect(after(acknowledged, critical).response).toEqual({ kind: 'unanswered' })
  expect(after(critical, { ...acknowledged, at: 35 }, { ...critical, body: { severity: 'warning', why: WHY } }).response.kind).toBe(
    'acknowledged',
  )
})

it('concerns those who were told, wherever they are', () => {
  const paged: AlarmEvent = {
    type: 'alarm.paged',
    at: 11,
    actor: RULE,
    body: { tier: 0, post: 'p', people: [{ id: 'li', name: '李' }] },
  }
  expect(alarmLife.standing(after(paged)).reach).toEqual({ area: 'a', people: ['li'] })
})

it('begins with being raised, and with nothing else', () => {
  expect(() => alarmLife.evolve(undefined, acknowledged, 'id')).toThrow('cannot begin')
})
