import { expect, it } from 'vitest'
import type { CaseLine } from '#contract/case.ts'
import { caseRows, NO_PAGES, withLive, withPage } from './case-pages.ts'
import { toldCaseMatter } from './testing/told-case.ts'

const line = (id: string, said: Partial<CaseLine> = {}): CaseLine => ({
  ...{ id, version: 1, number: id, stage: 'collected', category: 'other', area: 'town', what: '井盖缺失', origin: 'person' },
  ...{ isUrgent: false, openedAt: 0, changedAt: 0, duplicates: 0, attachments: 0 },
  ...said,
})

it('holds each case once, however its list moved between two pages', () => {
  const first = withPage(NO_PAGES, { at: 0, cases: [line('a'), line('b')], next: '2~b' })
  const second = withPage(first, { at: 0, cases: [line('b'), line('c')] })
  expect(second.lines.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  expect(second.next).toBeUndefined()
})

it('shows what was done in its place at once, and wakes nobody for what it shows already', () => {
  const pages = withPage(NO_PAGES, { at: 0, cases: [line('c1'), line('b')] })
  const live = [{ ...toldCaseMatter({ stage: 'accepted' }), version: 2 }]
  const after = withLive(pages, live)
  expect(after.lines.map(({ id, stage }) => [id, stage])).toEqual([
    ['c1', 'accepted'],
    ['b', 'collected'],
  ])
  expect(withLive(after, live)).toBe(after)
})

it('puts headings over what is overdue, due soon, today and later', () => {
  const lines = [line('a', { dueAt: 90 }), line('b', { dueAt: 3_600_000 }), line('c', { dueAt: 80_000_000 }), line('d')]
  const rows = caseRows(lines, { now: 100, dayEnd: 70_000_000 })
  expect(rows.map((row) => (row.kind === 'group' ? row.group : row.line.id))).toEqual([
    ...['overdue', 'a', 'soon', 'b', 'later', 'c', 'none', 'd'],
  ])
  expect(caseRows(lines, undefined).map(({ kind }) => kind)).toEqual(['line', 'line', 'line', 'line'])
})
