import { expect, it } from 'vitest'
import type { Alarm, AlarmState } from './alarm.ts'
import { groupAlarms } from './alarm-groups.ts'
import { areaTree } from './catalogue.ts'

const names = { zh: '某', en: 'some' }
const TREE = areaTree([
  { code: 'city', level: 'city', names },
  ...['n', 's', 'w'].map((code) => ({ code, level: 'zone' as const, parent: 'city', names })),
  ...['n1', 'n2', 's1', 'w1'].map((code) => ({ code, level: 'town' as const, parent: code[0] as string, names })),
])
const RAIN = { id: 'rain', names }

function alarm(id: string, area: string, said: Partial<AlarmState> = {}, openedAt = 0): Alarm {
  const state: AlarmState = {
    rule: { id: 'rain.hour', kind: 'threshold', cause: RAIN },
    ...{ severity: 'warning', condition: { kind: 'raised', since: 0 }, response: { kind: 'unanswered' } },
    why: { kind: 'threshold', value: 2, limit: 1, side: 'above' },
    ...{ area, raisedAt: openedAt, raises: 1, tier: 0, paged: [], comments: [] },
    ...said,
  }
  return { kind: 'alarm', id, version: 1, revision: 1, openedAt, changedAt: openedAt, isOpen: true, reach: { area }, state }
}

it('makes one row of what one cause does in one part of the city, and says in which', () => {
  const groups = groupAlarms(
    [alarm('a', 'n1'), alarm('b', 'n2', { rule: { id: 'flood', kind: 'threshold', cause: RAIN } }), alarm('c', 's1')],
    TREE,
  )
  expect(groups.map(({ key, area, alarms }) => [key, area, alarms.length])).toEqual([
    ['rain@n', 'n', 2],
    ['rain@s', 's1', 1],
  ])
})

it('makes it the city’s when it stands in many parts', () => {
  const groups = groupAlarms([alarm('a', 'n1'), alarm('b', 's1'), alarm('c', 'w1')], TREE)
  expect(groups.map(({ key, area }) => [key, area])).toEqual([['rain@city', 'city']])
})

it('explains what is silent by the silence of its department', () => {
  const silence = (id: string, metric?: string) =>
    alarm(id, 'city', {
      ...{ rule: { id, kind: 'silence' }, department: 'water', why: { kind: 'silence', silent: 1, of: 1 } },
      ...(metric !== undefined && { metric }),
    })
  expect(groupAlarms([silence('silence.water'), silence('level', 'water.level')], TREE)).toHaveLength(1)
  expect(groupAlarms([silence('level', 'water.level'), silence('flow', 'water.flow')], TREE)).toHaveLength(2)
})

it('puts what waits before what somebody took on, the graver before the milder, the newer before the older', () => {
  const own = (id: string): AlarmState['rule'] => ({ id, kind: 'threshold' })
  const groups = groupAlarms(
    [
      alarm('taken', 'n1', { rule: own('taken'), severity: 'critical', response: { kind: 'acknowledged', at: 1 } }),
      alarm('old', 'n1', { rule: own('old') }, 1),
      alarm('new', 'n1', { rule: own('new') }, 2),
      alarm('grave', 'n1', { rule: own('grave'), severity: 'critical' }),
      alarm('aside', 'n1', { rule: own('aside'), response: { kind: 'shelved', at: 1, until: 9 } }),
    ],
    TREE,
  )
  expect(groups.map(({ worst }) => worst.id)).toEqual(['grave', 'new', 'old', 'taken', 'aside'])
})
