import { expect, it } from 'vitest'
import { casesToDo, mostOverdue } from './cases.ts'

it('counts what waits for somebody of these rights, and nothing that stands still', () => {
  const queues = [
    { queue: 'intake' as const, count: 3, overdue: 1 },
    { queue: 'handling' as const, count: 5, overdue: 0 },
    { queue: 'suspended' as const, count: 7, overdue: 0 },
  ]
  expect(casesToDo({ queues }, (action) => action === 'cases:file')).toBe(3)
  expect(casesToDo({ queues }, (action) => action.startsWith('cases:'))).toBe(8)
})

it('names the parts with the most cases that ran over their time, and none that has none', () => {
  const areas = [
    { area: 'a', count: 9, overdue: 1 },
    { area: 'b', count: 5, overdue: 0 },
    { area: 'c', count: 2, overdue: 2 },
    { area: 'd', count: 7, overdue: 1 },
  ]
  expect(mostOverdue({ areas }, 2).map(({ area }) => area)).toEqual(['c', 'a'])
  expect(mostOverdue({ areas }, 9)).toHaveLength(3)
})
