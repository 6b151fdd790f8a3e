import { expect, it } from 'vitest'
import { workOfDebt } from './work-of-debt.ts'

it('opens in one press what is owed, where each display shows it', () => {
  const order = { kind: 'order', id: 'o-1', incident: 'i-1' } as const
  expect(workOfDebt(order, 'mobile')).toBe('orders/o-1')
  expect(workOfDebt(order, 'desk')).toBe('incidents/i-1')
  expect(workOfDebt({ kind: 'incident', id: 'i-1' }, 'office')).toBe('incidents/i-1')
  expect(workOfDebt({ kind: 'decision', id: 'd-1', incident: 'i-1' }, 'desk')).toBe('incidents/i-1')
  expect(workOfDebt({ kind: 'case', id: 'c-1' }, 'mobile')).toBe('cases/c-1')
  expect(workOfDebt({ kind: 'case', id: 'c-1' }, 'office')).toBe('incidents')
})
