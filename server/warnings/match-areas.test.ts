import { describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import { codeOf, commonArea, gathered } from './match-areas.ts'

const both = (name: string) => ({ zh: name, en: name })
const TREE = areaTree([
  { code: '441900', level: 'city', names: both('City') },
  { code: 'east', level: 'zone', parent: '441900', names: both('East') },
  { code: '441900001', level: 'town', parent: 'east', names: both('One') },
  { code: '441900002', level: 'town', parent: 'east', names: both('Two') },
  { code: 'port', level: 'town', parent: 'east', overlaps: true, names: both('Port') },
  { code: 'west', level: 'zone', parent: '441900', names: both('West') },
  { code: '441900003', level: 'town', parent: 'west', names: both('Three') },
])
const code = (value: string) => codeOf({ valueName: 'any', value }, TREE)

describe('codes of places', () => {
  it('are known as they stand, filled up with zeros, and as regions the city lies in', () => {
    expect(['441900', '441900001', '441900000000', '441900001000'].map(code)).toEqual([
      '441900',
      '441900001',
      '441900',
      '441900001',
    ])
    expect(['440000', '440000000000'].map(code)).toEqual(['441900', '441900'])
  })

  it('are nothing where they mean another place, another system or nothing', () => {
    expect(['450000', '441800', '441900009', '4419000099', 'SAME', '', '0'].map(code)).toEqual(Array(7).fill(undefined))
  })
})

describe('areas', () => {
  it('stand as what they make up, without those that lie in another of them', () => {
    expect(gathered(new Set(['441900001', '441900002']), TREE)).toEqual(['east'])
    expect(gathered(new Set(['east', '441900001', '441900003']), TREE)).toEqual(['441900'])
    expect(gathered(new Set(['441900001', 'port']), TREE)).toEqual(['441900001', 'port'])
  })

  it('have one smallest area that holds all of them', () => {
    expect(commonArea(['441900001', '441900002'], TREE)).toBe('east')
    expect(commonArea(['441900001', '441900003'], TREE)).toBe('441900')
    expect(commonArea([], TREE)).toBe('441900')
  })
})
