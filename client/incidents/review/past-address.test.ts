import { expect, it } from 'vitest'
import { pastAddress } from './past-address.ts'

it('leads to the command room as it was just after the moment, and keeps the language of the page', () => {
  const at = Date.parse('2026-09-08T02:42:05.400Z')
  expect(pastAddress('http://city/desk?at=reviews%2Fi1&lang=en&speed=60', 'i1', at)).toBe(
    '/desk?at=incidents%2Fi1&lang=en&moment=2026-09-08T02%3A42%3A06Z',
  )
})
