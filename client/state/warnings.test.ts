import { describe, expect, it } from 'vitest'
import type { Followed } from './matters.ts'
import { tinyCity } from './testing/tiny-city.ts'
import { toldWarning } from './testing/told-warning.ts'
import { saidWarning, warnedCircles, warnedPlace, warningsInForce } from './warnings.ts'

const following = (...matters: readonly ReturnType<typeof toldWarning>[]): Followed => ({
  ...{ kind: 'following', cursor: { epoch: 'e', revision: 1 }, matters, log: [] },
})

describe('warnings on a screen', () => {
  it('stand the gravest first, one without a colour last', () => {
    const blue = toldWarning('b', { colour: 'blue' })
    const red = toldWarning('r', { colour: 'red' })
    const { colour: _none, ...rest } = toldWarning('n').state
    const none = { ...toldWarning('n'), state: rest }
    expect(warningsInForce(following(none, blue, red), 1).map(({ id }) => id)).toEqual(['r', 'b', 'n'])
  })

  it('are gone when their time is over, even while nobody tells so', () => {
    const warning = toldWarning('w', { untilAt: 100 })
    expect(warningsInForce(following(warning), 99)).toHaveLength(1)
    expect(warningsInForce(following(warning), 100)).toEqual([])
    expect(warningsInForce({ kind: 'waiting' }, 0)).toEqual([])
  })

  it('speak the language of the screen, and that of the sender where there is no other', () => {
    const { state } = toldWarning('w')
    expect(saidWarning(state, 'zh').headline).toBe('暴雨橙色预警')
    expect(saidWarning(state, 'en').headline).toBe('Heavy rain')
    const alone = { message: { ...state.message, info: state.message.info.slice(1) } }
    expect(saidWarning(alone, 'zh').headline).toBe('Heavy rain')
  })

  it('hold in a circle once, in however many languages it is said', () => {
    const { state } = toldWarning('w')
    const circle = [{ centre: [23.02, 113.75] as [number, number], radiusKm: 1.5 }]
    const inCircle = (info: (typeof state.message.info)[number]) => ({
      ...info,
      area: [{ areaDesc: 'x', polygon: [], geocode: [], circle }],
    })
    expect(warnedCircles({ message: { ...state.message, info: state.message.info.map(inCircle) } })).toEqual([
      { centre: [113.75, 23.02], radiusMetres: 1_500 },
    ])
    expect(warnedCircles(state)).toEqual([])
  })

  it('say where they hold: the whole, the areas this screen knows, or elsewhere', () => {
    const { tree } = tinyCity()
    expect(warnedPlace({ areas: ['city'] }, tree).kind).toBe('whole')
    expect(warnedPlace({ areas: ['a', 'b'] }, tree)).toMatchObject({ kind: 'areas', names: [{ en: 'Aton' }, { en: 'Bton' }] })
    expect(warnedPlace({ areas: ['beyond'] }, tree).kind).toBe('whole')
    expect(warnedPlace({ areas: [] }, tree).kind).toBe('elsewhere')
  })
})
