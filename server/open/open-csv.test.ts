import { describe, expect, it } from 'vitest'
import type { OpenBlock, OpenCatalogue } from '#contract/open.ts'
import { csvCell, openCsv } from './open-csv.ts'

describe('a block as a table', () => {
  it.each([
    ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['a,b', '"a,b"'],
    ['two\nlines', '"two\nlines"'],
    ['PM2.5', 'PM2.5'],
    [-3.5, '-3.5'],
    [null, ''],
  ])('takes %j for no formula and breaks no row by it', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  it('says protected and none in words, and leaves their values empty', () => {
    const text = openCsv(BLOCK, CATALOGUE)
    expect(text.startsWith('\uFEFFmetric,')).toBe(true)
    const [, ...rows] = text.trimEnd().split('\r\n')
    expect(rows.map((row) => row.split(',').slice(3, 13))).toEqual([
      [
        'city',
        '小城',
        'Town',
        '1970-01-01T00:00:00.000Z',
        '1970-01-01T01:00:00.000Z',
        '1970-01-01T00:59:59.999Z',
        '12',
        '次',
        'visits',
        'known',
      ],
      [
        'a',
        '',
        '',
        '1970-01-01T00:00:00.000Z',
        '1970-01-01T01:00:00.000Z',
        '1970-01-01T00:59:59.999Z',
        '',
        '次',
        'visits',
        'protected',
      ],
      ['b', '', '', '1970-01-01T00:00:00.000Z', '1970-01-01T01:00:00.000Z', '1970-01-01T00:59:59.999Z', '', '次', 'visits', 'none'],
    ])
  })
})

const BLOCK: OpenBlock = {
  scene: 'today',
  audience: 'public',
  at: 0,
  window: [0, 900_000],
  closed: false,
  previous: null,
  figures: [
    {
      metric: 'clinic.visits',
      step: 'PT1H',
      window: [0, 3_600_000],
      observedAt: 3_599_999,
      freshness: 'live',
      coverage: { reported: 1, expected: 1 },
      cells: [
        { area: 'city', value: 12 },
        { area: 'a', value: null, protected: true },
        { area: 'b', value: null },
      ],
      curve: [],
    },
  ],
}

const CATALOGUE = {
  areas: [{ code: 'city', level: 'city', names: { zh: '小城', en: 'Town' } }],
  departments: [],
  figures: [{ metric: 'clinic.visits', names: { zh: '就诊', en: 'Visits' }, unit: { zh: '次', en: 'visits' } }],
} as unknown as OpenCatalogue
