import { expect, it } from 'vitest'
import { toldAlarm } from '../state/testing/told-alarm.ts'
import { newlyGrave } from './alarm-sound.ts'

const grave = (id: string) => toldAlarm(id, { severity: 'critical' })

it('sounds for a critical alarm that nobody took on, once, and never for what stood when the page was opened', () => {
  const first = newlyGrave([grave('a')], undefined)
  expect(first.isNew).toBe(false)
  const second = newlyGrave([grave('a'), grave('b')], first.heard)
  expect(second.isNew).toBe(true)
  expect(newlyGrave([grave('a'), grave('b')], second.heard).isNew).toBe(false)
  expect(newlyGrave([grave('b')], second.heard).isNew).toBe(false)
})

it('does not sound for a warning, nor for what somebody took on or put aside', () => {
  const { heard } = newlyGrave([], undefined)
  const taken = toldAlarm('t', { severity: 'critical', response: { kind: 'acknowledged', at: 1 } })
  expect(newlyGrave([toldAlarm('w'), taken], heard).isNew).toBe(false)
})
