import { expect, it } from 'vitest'
import { type DebtKind, type Reminder, type ReminderState, USUAL_PATIENCE } from '#contract/reminder.ts'
import { askingOf, newlyAsking } from './asking-of.ts'

it('shows somebody what they were paged for, the most urgent first, and nothing of others', () => {
  const all = [
    reminder('case', 'case-overdue', 1),
    reminder('late', 'order-overdue', 9),
    reminder('later', 'order-overdue', 10),
    reminder('others', 'order-overdue', 0, { paged: [page('b')] }),
  ]
  expect(askingOf('a', all, 20).map(({ id }) => id)).toEqual(['late', 'later', 'case'])
})

it('shows nothing that somebody sees to, until their time is over', () => {
  const taken = [reminder('one', 'order-overdue', 0, { taken: { at: 100 } })]
  const until = 100 + USUAL_PATIENCE['order-overdue'].graceMinutes * 60_000
  expect(askingOf('a', taken, until - 1)).toEqual([])
  expect(askingOf('a', taken, until)).toHaveLength(1)
  expect(askingOf('a', [reminder('two', 'order-overdue', 0, { settledAt: 5 })], until)).toEqual([])
})

it('sounds for what is new, never for what was there when the page opened', () => {
  const first = newlyAsking([{ id: 'one' }], undefined)
  expect(first.isNew).toBe(false)
  const second = newlyAsking([{ id: 'one' }, { id: 'two' }], first.heard)
  expect(second.isNew).toBe(true)
  expect(newlyAsking([{ id: 'one' }], second.heard).isNew).toBe(false)
})

function page(account: string): ReminderState['paged'][number] {
  return { at: 0, tier: 0, post: 'p', people: [{ id: account, name: account }] }
}

function reminder(id: string, debt: DebtKind, dueAt: number, said: Partial<ReminderState> = {}): Reminder {
  const on = { kind: 'order', id: `o-${id}` } as const
  return {
    ...{ kind: 'reminder', id, version: 1, revision: 1, openedAt: 0, changedAt: 0, isOpen: true, reach: { area: 'x' } },
    state: { debt, on, title: id, area: 'x', dueAt, since: dueAt, tier: 1, paged: [page('a')], ...said },
  }
}
