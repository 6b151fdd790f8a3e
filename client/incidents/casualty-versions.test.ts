import { expect, it } from 'vitest'
import type { Casualties, CasualtyFigures } from '#contract/incident.ts'
import { changesOf, figuresWritten, lowered } from './casualty-versions.ts'

const none: CasualtyFigures = { dead: null, missing: null, serious: null, minor: null, trapped: null, evacuated: null }
const version = (number: number, figures: Partial<CasualtyFigures>): Casualties => ({
  version: number,
  figures: { ...none, ...figures },
  source: '120',
  asOf: 0,
  at: 0,
  by: { id: 'a', name: 'A' },
})

it('says of each version what it changed, and counts nothing that is unverified', () => {
  const versions = [version(1, { minor: 1 }), version(2, { minor: 5, trapped: 2 })]
  expect(changesOf(versions, versions[0] as Casualties)).toEqual([{ figure: 'minor', from: undefined, to: 1 }])
  expect(changesOf(versions, versions[1] as Casualties)).toEqual([
    { figure: 'minor', from: 1, to: 5 },
    { figure: 'trapped', from: null, to: 2 },
  ])
})

it('asks for a reason where a figure would be lower, or would no longer be known', () => {
  const before = { ...none, minor: 5, dead: 1 }
  expect(lowered(before, { ...before, minor: 4 })).toEqual(['minor'])
  expect(lowered(before, { ...before, dead: null })).toEqual(['dead'])
  expect(lowered(before, { ...before, trapped: 2 })).toEqual([])
})

it('takes an empty field for unverified, never for none', () => {
  const empty = { dead: '', missing: '', serious: '', minor: '', trapped: '', evacuated: '' }
  expect(figuresWritten({ ...empty, dead: '0' })).toEqual({ ...none, dead: 0 })
  expect(figuresWritten({ ...empty, dead: 'two' })).toBeUndefined()
})
