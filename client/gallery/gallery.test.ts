import { describe, expect, it } from 'vitest'
import { panelMetrics } from '#contract/scene-series.ts'
import { translator } from '../i18n/translate.ts'
import { cityView } from '../state/city-view.ts'
import { createPointsStore } from '../state/points.ts'
import { allSpecimens } from './all-states.ts'
import { expectationOf } from './expectation.ts'
import { CATALOGUE } from './fixture/catalogue.ts'
import { FORENOON } from './fixture/moments.ts'
import { recordOf } from './fixture/record.ts'
import { readGalleryAddress, writeGalleryAddress } from './gallery-address.ts'

const city = cityView(CATALOGUE)

describe('the gallery', () => {
  it('shows no panel twice, and none of a metric its city does not have', () => {
    const specimens = allSpecimens()
    expect(new Set(specimens.map(({ id }) => id)).size).toBe(specimens.length)
    for (const { id, panel } of specimens)
      for (const metric of panelMetrics(panel)) expect(city.metric(metric), `${id}: ${metric}`).toBeDefined()
  })

  it('tells the same record each time, with sums that are the sums of their parts', () => {
    const [record, again] = [recordOf(city, {}, FORENOON), recordOf(city, {}, FORENOON)]
    expect(record.points).toEqual(again.points)
    const of = (area: string) => record.points.find((point) => point.metric === 'demo.load' && point.area === area)?.value ?? 0
    expect(of('tz')).toBeCloseTo(of('tz-north') + of('tz-south') + of('tz-coast'), 6)
  })

  it('never takes a town that says nothing for zero, and counts it as missing', () => {
    const { points } = recordOf(city, { missing: 3 }, FORENOON)
    const silent = points.filter(({ metric, area }) => metric === 'demo.load' && ['tz-12', 'tz-13', 'tz-14'].includes(area))
    expect(silent.map(({ value }) => value)).toEqual([null, null, null])
    const whole = points.find(({ metric, area }) => metric === 'demo.load' && area === 'tz')
    expect(whole?.coverage).toEqual({ reported: 11, expected: 14 })
  })

  it('expects a late figure to say how late it is and what was promised', () => {
    const late = allSpecimens().find(({ id }) => id === 'figure-late')
    const points = createPointsStore()
    points.apply(recordOf(city, late?.told ?? {}, FORENOON).points)
    const standing = { city, points, now: FORENOON, area: 'tz', language: 'zh', lostAt: undefined } as const
    const t = translator('zh')
    expect(late && expectationOf(late, standing)).toEqual({
      glyph: 'late',
      words: [t('trust.late', { age: '20 分钟' }), t('trust.promise', { span: '10 分钟' })],
    })
  })

  it('keeps everything chosen in its address', () => {
    const address = { displayClass: 'wall', theme: 'light', language: 'pseudo', direction: 'rtl', panel: 'trend' } as const
    expect(readGalleryAddress(writeGalleryAddress(address).slice('/gallery'.length))).toEqual(address)
  })
})
