import { expect, it } from 'vitest'
import { workHere } from './work.ts'

it('opens the work an address names, and what is inside it', () => {
  expect(workHere('incidents', 'desk')).toBe('incidents')
  expect(workHere('incidents/20260907-03', 'desk')).toBe('incidents')
  expect(workHere('orders', 'mobile')).toBe('orders')
})

it('shows the scene where a display has no such work: a wall does nothing', () => {
  expect(workHere('incidents', 'wall')).toBeUndefined()
  expect(workHere('outbox', 'desk')).toBeUndefined()
  expect(workHere(undefined, 'desk')).toBeUndefined()
})
