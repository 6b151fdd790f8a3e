import { expect, it } from 'vitest'
import { browserWords } from './browser-words.ts'

it('names a browser as people know it, so that they recognise their own among the sessions', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/147.0.0.0 Safari/537.36'
  expect(browserWords(chrome)).toBe('Chrome 147 · Linux')
  expect(browserWords(`${chrome} Edg/147.0`)).toBe('Edge 147 · Linux')
  expect(browserWords('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 Version/19.0 Mobile/15E148 Safari/604.1')).toBe(
    'Safari 19 · iOS',
  )
})

it('shows what it does not know as it is, and nothing for nothing', () => {
  expect(browserWords('curl/8.9')).toBe('curl/8.9')
  expect(browserWords(null)).toBeUndefined()
})
