import { expect, it } from 'vitest'
import type { LevelRule } from '#contract/command-tables.ts'
import { measuresFor, measureWritten } from './measures-for.ts'

const names = (text: string) => ({ zh: text, en: text })
const measure = (id: string) => ({ id, names: names(id), least: { III: 3 } })
const rules: readonly LevelRule[] = [
  { ...{ id: 'a', names: names('a'), source: 's', classes: ['accident'] }, measures: [measure('dead'), measure('loss')] },
  { ...{ id: 'b', names: names('b'), source: 's', subtypes: ['blackout'] }, measures: [measure('supply-lost'), measure('loss')] },
]

it('asks for the quantities of the kind of incident, each once, and not for casualties again', () => {
  const ids = (state: Parameters<typeof measuresFor>[1]) => measuresFor(rules, state).map(({ id }) => id)
  expect(ids({ class: 'accident', subtype: 'blackout' })).toEqual(['loss', 'supply-lost'])
  expect(ids({ class: 'accident' })).toEqual(['loss'])
  expect(ids({ class: 'public-health' })).toEqual([])
})

it('sends a share by its two parts, and nothing that is no number', () => {
  const written = { value: '12', numerator: '720', denominator: '1650' }
  expect(measureWritten({ isShare: true }, written)).toEqual({ numerator: 720, denominator: 1650 })
  expect(measureWritten({}, written)).toEqual({ value: 12 })
  expect(measureWritten({ isShare: true }, { ...written, denominator: '0' })).toBeUndefined()
  expect(measureWritten({}, { ...written, value: ' ' })).toBeUndefined()
  expect(measureWritten({}, { ...written, value: '-1' })).toBeUndefined()
})
