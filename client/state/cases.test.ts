import { expect, it } from 'vitest'
import { casesToDo } from './cases.ts'

it('counts what waits for somebody of these rights, and nothing that stands still', () => {
  const queues = [
    { queue: 'intake' as const, count: 3, overdue: 1 },
    { queue: 'handling' as const, count: 5, overdue: 0 },
    { queue: 'suspended' as const, count: 7, overdue: 0 },
  ]
  expect(casesToDo({ queues }, (action) => action === 'cases:file')).toBe(3)
  expect(casesToDo({ queues }, (action) => action.startsWith('cases:'))).toBe(8)
})
