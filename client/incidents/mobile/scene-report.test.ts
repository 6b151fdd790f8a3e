import { Value } from 'typebox/value'
import { expect, it } from 'vitest'
import type { Report } from '#contract/incident.ts'
import { FileReportSchema } from '#contract/incident-commands.ts'
import { lastAddressee, sceneReport } from './scene-report.ts'

const SAID = { text: '水已退到膝盖以下', to: ' 市总值班室 ', time: '11月23日 18:20', place: '中堂镇', reporter: '李四' }

it('makes a report of what was said at the scene: the first where there was none, then follow-ups', () => {
  const first = sceneReport({ reports: [] }, SAID)
  expect(first).toMatchObject({ kind: 'first', to: '市总值班室', fields: { course: '水已退到膝盖以下', place: '中堂镇' } })
  expect(sceneReport({ reports: [{} as Report] }, SAID).kind).toBe('follow-up')
  expect([...Value.Errors(FileReportSchema, { commandId: 'press-0001', ...first })]).toEqual([])
})

it('goes to whom the last one went', () => {
  expect(lastAddressee({ reports: [] })).toBe('')
  expect(lastAddressee({ reports: [{ to: '市总值班室' } as Report] })).toBe('市总值班室')
})
