import { expect, it } from 'vitest'
import { readOpenAddress, withSaid } from './open-address.ts'

it('reads whose figures, in which language, light or dark, of which area', () => {
  expect(readOpenAddress({ pathname: '/open', search: '' })).toEqual({
    audience: 'public',
    language: 'zh',
    theme: undefined,
    area: undefined,
  })
  expect(readOpenAddress({ pathname: '/enterprise', search: '?lang=en&theme=dark&area=a' })).toEqual({
    audience: 'enterprise',
    language: 'en',
    theme: 'dark',
    area: 'a',
  })
  expect(readOpenAddress({ pathname: '/open', search: '?lang=xx&theme=pink' })).toMatchObject({ language: 'zh', theme: undefined })
})

it('says one thing otherwise and leaves the rest', () => {
  expect(withSaid('?theme=dark', 'lang', 'en')).toBe('?theme=dark&lang=en')
  expect(withSaid('?lang=en&area=a', 'area', undefined)).toBe('?lang=en')
  expect(withSaid('?area=a', 'area', undefined)).toBe('')
})
