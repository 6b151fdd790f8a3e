import { describe, expect, it } from 'vitest'
import { WARNING_KIND_CODE, type WarningKind, type WarningPlan } from '#contract/warning.ts'
import { toldWarning } from '../state/testing/told-warning.ts'
import { coloursOf, draftOf, gradedDraft, hoursOf, toDraft } from './draft-model.ts'
import { fittingCount } from './fitting-count.ts'

const words = { zh: '字', en: 'words' }
const grade = { severity: 'Severe', urgency: 'Expected', certainty: 'Likely', description: words, instruction: words } as const
const RAIN: WarningKind = {
  ...{ id: 'rain', names: { zh: '暴雨', en: 'Rain' }, category: ['Met'], responseType: [], eventCode: [], hours: 6 },
  grades: { yellow: grade, red: grade },
}
const PLAN: WarningPlan = {
  ...{ sender: 'us', senderNames: words, geocode: 'code', colourParameter: 'colour', kinds: [RAIN] },
}

describe('the form of a warning', () => {
  it('offers the colours a kind has, the gravest first, and fills in what the plan says of one', () => {
    expect(coloursOf(RAIN)).toEqual(['red', 'yellow'])
    expect(gradedDraft(RAIN, 'red', ['a'])).toMatchObject({
      headline: { zh: '暴雨红色预警', en: 'Rain: red warning' },
      hours: '6',
      areas: ['a'],
    })
  })

  it('opens an update with what the warning says now', () => {
    const { state } = toldWarning('w', { colour: 'red' })
    const info = state.message.info.map((each) => ({ ...each, eventCode: [{ valueName: WARNING_KIND_CODE, value: 'rain' }] }))
    const held = draftOf({ ...state, message: { ...state.message, info } }, PLAN, 3_600_000)
    expect(held).toMatchObject({ kind: 'rain', colour: 'red', headline: { zh: '暴雨橙色预警', en: 'Heavy rain' }, hours: '5' })
    expect(draftOf(state, PLAN, 0)).toBeUndefined()
  })

  it('is not sent without an area, an end or words in both languages', () => {
    const form = gradedDraft(RAIN, 'red', ['a'])
    expect(toDraft(form, 0)).toMatchObject({ draft: { untilAt: 6 * 3_600_000, areas: ['a'] } })
    expect(toDraft({ ...form, areas: [] }, 0)).toEqual({ wrong: 'form.areas.none' })
    expect(toDraft({ ...form, hours: 'soon' }, 0)).toEqual({ wrong: 'form.hours.bad' })
    expect(toDraft({ ...form, headline: { zh: '雨', en: ' ' } }, 0)).toEqual({ wrong: 'form.empty' })
    expect(['0.4', '0.5', '240', '241', ''].map(hoursOf)).toEqual([undefined, 0.5, 240, undefined, undefined])
  })
})

describe('what fits on a line', () => {
  it('is as many as there is room for, one at least', () => {
    expect(fittingCount([40, 40, 40], 120)).toBe(3)
    expect(fittingCount([40, 40, 40], 119)).toBe(2)
    expect(fittingCount([400, 40], 100)).toBe(1)
    expect(fittingCount([], 100)).toBe(0)
  })
})
