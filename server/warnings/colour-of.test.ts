import { expect, it } from 'vitest'
import type { CapInfo } from '#contract/cap.ts'
import { colourOf } from './colour-of.ts'

const INFO: CapInfo = {
  ...{ category: ['Met'], event: 'Rain', responseType: [], urgency: 'Expected', severity: 'Severe', certainty: 'Likely' },
  ...{ eventCode: [], parameter: [], resource: [], area: [] },
}
const parameter = (valueName: string, value: string) => ({ parameter: [{ valueName, value }] })

it('believes the colour a sender says before the severity, and the gravest of several', () => {
  expect(colourOf([{ ...INFO, ...parameter('colour', 'blue') }])).toBe('blue')
  expect(colourOf([{ ...INFO, ...parameter('预警颜色', '橙色') }])).toBe('orange')
  expect(colourOf([{ ...INFO, ...parameter('awareness_level', '3; yellow; Moderate') }])).toBe('yellow')
  expect(colourOf([{ ...INFO, event: '台风', headline: '气象台发布台风蓝色预警' }])).toBe('blue')
  expect(
    colourOf([
      { ...INFO, ...parameter('colour', 'yellow') },
      { ...INFO, ...parameter('colour', 'red') },
    ]),
  ).toBe('red')
})

it('takes the severity where no colour is said, and nothing where nothing tells', () => {
  expect(colourOf([INFO])).toBe('orange')
  expect(colourOf([{ ...INFO, severity: 'Unknown' }])).toBeUndefined()
  expect(colourOf([{ ...INFO, ...parameter('kind', 'red tide') }])).toBe('orange')
  expect(colourOf([])).toBeUndefined()
})
