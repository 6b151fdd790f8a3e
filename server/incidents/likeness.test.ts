import { describe, expect, it } from 'vitest'
import { PLAIN_TABLES } from '#contract/command-tables.ts'
import { type Known, likeness, metresBetween, type Told, textLikeness, verdictOn } from './likeness.ts'

const { sameness } = PLAIN_TABLES
const AT = Date.parse('2026-09-08T10:00:00+08:00')
const HERE = [113.554, 22.929] as const
/** So many metres east of here. */
const east = (metres: number): [number, number] => [HERE[0] + metres / 102_500, HERE[1]]

const known: Known = {
  class: 'accident',
  place: { area: 'town', at: [...HERE] },
  reports: [{ text: '立沙岛化工仓库冒烟起火', at: AT, channel: '119' }],
}
const again = (said: Partial<Told>): Told => ({
  ...{ class: 'accident', place: { area: 'town', at: [...HERE] }, text: '立沙岛化工仓库起火了', at: AT + 30_000 },
  ...said,
})
const verdict = (said: Partial<Told>, of: Known = known) => verdictOn(likeness(again(said), of, sameness), sameness)

describe('two reports', () => {
  it('from one spot within a minute are of one happening, however it is put', () => {
    expect(verdict({})).toBe('join')
    expect(verdict({ text: '听到爆炸声' })).toBe('join')
    expect(verdict({ place: { area: 'town', at: east(60) }, text: '着火' })).toBe('join')
  })

  it('300 metres apart never join by themselves, even in the same words in the same second', () => {
    const same = { text: '立沙岛化工仓库冒烟起火', at: AT }
    expect(metresBetween(HERE, east(300))).toBeCloseTo(300, -1)
    expect(verdict({ ...same, place: { area: 'town', at: east(300) } })).not.toBe('join')
    for (let metres = sameness.farMetres; metres < 5_000; metres += 50)
      expect(verdict({ ...same, place: { area: 'town', at: east(metres) } }), `${metres} m`).not.toBe('join')
  })

  it('that may be one are offered to a person: near in words and not quite in place, or of another class', () => {
    expect(verdict({ place: { area: 'town', at: east(300) }, text: '立沙岛化工仓库冒烟起火' })).toBe('ask')
    expect(verdict({ class: 'public-security' })).toBe('join')
    expect(verdict({ class: 'public-security', text: '有人打架' })).toBe('ask')
  })

  it('kilometres apart, or hours apart, are two, whatever the words', () => {
    expect(verdict({ place: { area: 'town', at: east(1_500) } })).toBe('apart')
    expect(verdict({ at: AT + 31 * 60_000 })).toBe('apart')
  })

  it('without a position are judged by area and words, and by words for the place', () => {
    const nowhere = { ...known, place: { area: 'town' } }
    expect(verdict({ place: { area: 'town' } }, nowhere)).toBe('ask')
    expect(verdict({ place: { area: 'town' }, text: '另一条街停水' }, nowhere)).toBe('ask')
    expect(verdict({ place: { area: 'other' } }, nowhere)).not.toBe('join')
    const named = { ...known, place: { area: 'town', text: '立沙岛 3 号库' } }
    expect(verdict({ place: { area: 'town', text: '立沙岛3号库' } }, named)).toBe('join')
  })

  it('that a channel calls by one key are one', () => {
    const keyed = { ...known, reports: [{ text: 'x', at: AT, channel: 'iot', key: 'chem-ls-01' }] }
    const far = { place: { area: 'other', at: east(90_000) }, text: 'y' }
    expect(likeness(again({ ...far, channel: 'iot', key: 'chem-ls-01' }), keyed, sameness)).toEqual({ score: 1, because: ['key'] })
    expect(verdict({ ...far, channel: '110', key: 'chem-ls-01' }, keyed)).toBe('apart')
  })

  it('say why they are held for alike, the strongest first', () => {
    expect(likeness(again({}), known, sameness)).toMatchObject({ because: ['place', 'text', 'class', 'time'], metres: 0 })
  })
})

describe('the words of two reports', () => {
  it.each([
    ['立沙岛化工仓库冒烟起火', '立沙岛化工仓库起火,很大烟', 0.5, 1],
    ['下沉隧道有车被困', '隧道有车被困,车内2人', 0.6, 1],
    ['warehouse on fire', 'WAREHOUSE  on fire!!', 1, 1],
    ['学生呕吐腹泻5人', '红绿灯熄灭', 0, 0],
    ['', '红绿灯熄灭', 0, 0],
  ])('%s / %s', (one, other, least, most) => {
    expect(textLikeness(one, other)).toBeGreaterThanOrEqual(least)
    expect(textLikeness(one, other)).toBeLessThanOrEqual(most)
    expect(textLikeness(other, one)).toBe(textLikeness(one, other))
  })
})
