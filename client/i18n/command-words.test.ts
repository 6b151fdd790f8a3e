import { expect, it } from 'vitest'
import { decisionWords } from './decision-words.ts'
import { drillWords } from './drill-words.ts'
import { reviewWords } from './review-words.ts'
import { shiftWords } from './shift-words.ts'
import type { PageWords } from './translate.ts'

it.each([
  ['decisions', decisionWords],
  ['shifts', shiftWords],
  ['reviews', reviewWords],
  ['drills', drillWords],
] as readonly [string, PageWords<string>][])(
  'says everything about %s in both languages, with the same blanks to fill',
  (_, words) => {
    const blanks = (text: string) => [...text.matchAll(/\{([a-z-]+)\}/g)].map(([, name]) => name).sort()
    expect(Object.keys(words.en).sort()).toEqual(Object.keys(words.zh).sort())
    for (const [name, text] of Object.entries(words.zh)) {
      expect(words.en[name]).not.toBe('')
      expect(blanks(words.en[name] ?? ''), name).toEqual(blanks(text))
    }
  },
)
