import { describe, expect, it } from 'vitest'
import { Schedule } from './schedule.ts'
import { LARGE_CITY, simulate } from './testing/read-catalogue.ts'

const city = simulate(LARGE_CITY)
const OPENED = Date.parse('2026-09-08T10:42:07+08:00')
const MINUTE = 60_000

/** Beats once a second from the opening to `until`, and gathers what is said of one metric, with when. */
function follow(schedule: Schedule, id: string, from: number, until: number) {
  const said: { at: number; area: string; time: number; value: number }[] = []
  for (let at = from; at <= until; at += 1000)
    for (const rows of schedule.take(at).values())
      for (const row of rows)
        if (row.metric === id) said.push({ at, area: row.area, time: Date.parse(row.time), value: row.value ?? Number.NaN })
  return said
}

describe('the beat of the hub', () => {
  it('tells a gauge once in each of its windows, soon enough to be live', () => {
    const said = follow(new Schedule(city, OPENED, calm), 'city.flood.point_depth', OPENED, OPENED + 10 * MINUTE)
    const windows = said.filter(({ area }) => area === said[0]?.area).map(({ time }) => Math.floor(time / MINUTE))
    expect(windows.length).toBeGreaterThanOrEqual(9)
    expect(new Set(windows).size).toBe(windows.length)
  })

  it('tells a counter’s window within its grace, and every window once', () => {
    const said = follow(new Schedule(city, OPENED, calm), 'city.case.reported', OPENED, OPENED + 10 * MINUTE)
    const first = said.filter(({ area }) => area === said[0]?.area)
    expect(first.map(({ time }) => Math.floor(time / MINUTE))).toEqual(
      Array.from({ length: first.length }, (_, index) => Math.floor(OPENED / MINUTE) + index),
    )
    for (const { at, time } of said) expect(at - time).toBeLessThan(30_000)
  })

  it('says nothing of a silent source, and tells what it counted meanwhile when it speaks again', () => {
    let isSilent = true
    const schedule = new Schedule(city, OPENED, {
      ...calm,
      isSilent: ({ metric }) => isSilent && metric.id === 'city.case.reported',
    })
    expect(follow(schedule, 'city.case.reported', OPENED, OPENED + 20 * MINUTE)).toEqual([])
    expect(follow(schedule, 'city.case.open', OPENED + 20 * MINUTE, OPENED + 22 * MINUTE)).not.toEqual([])
    isSilent = false
    const said = follow(schedule, 'city.case.reported', OPENED + 22 * MINUTE, OPENED + 25 * MINUTE)
    const metric = city.metrics.find((known) => known.metric.id === 'city.case.reported')
    if (!metric) throw new Error('city.case.reported')
    for (const area of new Set(said.map((row) => row.area))) {
      const rows = said.filter((row) => row.area === area)
      const to = Math.max(...rows.map(({ time }) => time)) + 1
      const counted = city.increment(metric, area, Math.floor(OPENED / MINUTE) * MINUTE, to)
      expect(rows.reduce((sum, { value }) => sum + value, 0)).toBe(counted && 'value' in counted ? counted.value : undefined)
    }
  })

  it('loses no count when the process was asleep', () => {
    const schedule = new Schedule(city, OPENED, calm)
    const said = follow(schedule, 'city.case.reported', OPENED + 3 * 60 * MINUTE, OPENED + 3 * 60 * MINUTE)
    const metric = city.metrics.find((known) => known.metric.id === 'city.case.reported')
    if (!metric) throw new Error('city.case.reported')
    const area = said[0]?.area as string
    const counted = city.increment(
      metric,
      area,
      Math.floor(OPENED / MINUTE) * MINUTE,
      Math.floor((OPENED + 3 * 60 * MINUTE) / MINUTE) * MINUTE,
    )
    const told = said.filter((row) => row.area === area).reduce((sum, { value }) => sum + value, 0)
    expect(told).toBe(counted && 'value' in counted ? counted.value : undefined)
  })

  it('samples more often what a scenario hurries', () => {
    const hasty = new Schedule(city, OPENED, { ...calm, haste: ({ metric }) => (metric.id === 'emg.weather.rain_1h' ? 60 : 1) })
    const said = follow(hasty, 'emg.weather.rain_1h', OPENED, OPENED + 5 * MINUTE)
    expect(new Set(said.map(({ at }) => at)).size).toBeGreaterThan(40)
  })

  it('does not let all sources speak in the same second', () => {
    const schedule = new Schedule(city, OPENED, calm)
    const speaking: number[] = []
    for (let at = OPENED + MINUTE; at < OPENED + 2 * MINUTE; at += 1000) speaking.push(schedule.take(at).size)
    expect(Math.max(...speaking.slice(1))).toBeLessThan(city.metrics.length / 8)
  })
})

const calm = { isSilent: () => false, haste: () => 1 }
