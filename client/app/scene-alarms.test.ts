import { expect, it } from 'vitest'
import type { Scene } from '#contract/scene.ts'
import { alarmsModel } from '../panels/alarms/model.ts'
import { tinyCity } from '../state/testing/tiny-city.ts'
import { toldAlarm } from '../state/testing/told-alarm.ts'
import { sceneAlarms } from './scene-alarms.ts'

const layouts = { wall: [], office: [], desk: [], mobile: [] }
const scene = (chapter?: string): Scene => ({
  id: 's',
  names: { zh: 's', en: 's' },
  order: 1,
  panels: {},
  layouts,
  ...(chapter ? { chapter } : {}),
})

it('counts beside each chapter the alarms that stand there, and nothing beside a scene of all chapters', () => {
  const city = tinyCity()
  const alarms = alarmsModel([toldAlarm('a')], [], city, 'city')
  expect([scene('one'), scene('two'), scene()].map((one) => sceneAlarms(one, alarms, city))).toEqual([1, 0, 0])
})
