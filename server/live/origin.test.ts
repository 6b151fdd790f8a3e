import { expect, it } from 'vitest'
import { isAllowedOrigin } from './origin.ts'

it.each([
  ['a program that is no browser', undefined, 'city.example.cn', true],
  ['the page of this very server', 'http://city.example.cn', 'city.example.cn', true],
  ['the page of this very server at its port', 'http://city.example.cn:8080', 'city.example.cn:8080', true],
  ['a name in capitals', 'https://City.example.cn', 'CITY.example.cn', true],
  ['behind a proxy that ends TLS', 'https://city.example.cn', 'city.example.cn', true],
  ['another port', 'http://city.example.cn:9090', 'city.example.cn:8080', false],
  ['another host', 'https://elsewhere.example.cn', 'city.example.cn', false],
  ['a host whose name begins alike', 'https://city.example.cn.evil.example', 'city.example.cn', false],
  ['an allowed wall', 'https://wall.example.cn', 'city.example.cn', true],
  ['an allowed wall by another scheme', 'http://wall.example.cn', 'city.example.cn', false],
  ['a sandboxed frame', 'null', 'city.example.cn', false],
  ['nonsense', '://', 'city.example.cn', false],
  ['no host at all', 'https://city.example.cn', undefined, false],
])('lets in or keeps out: %s', (_, origin, host, isLetIn) => {
  expect(isAllowedOrigin(origin, host, ['https://wall.example.cn'])).toBe(isLetIn)
})
