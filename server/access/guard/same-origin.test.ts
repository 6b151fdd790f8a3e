import { expect, it } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

const ALLOWED = ['https://wall.example.cn']

it.each([
  [{ 'sec-fetch-site': 'same-origin', origin: 'http://city.cn', host: 'city.cn' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ 'sec-fetch-site': 'same-site', origin: 'http://other.city.cn', host: 'city.cn' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', host: 'city.cn' }, false],
  // A browser that says both must not contradict itself in our favour.
  [{ 'sec-fetch-site': 'cross-site', origin: 'http://city.cn', host: 'city.cn' }, false],
  [{ 'sec-fetch-site': ['same-origin', 'cross-site'] }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: 'https://wall.example.cn', host: 'city.cn' }, true],
  [{ origin: 'http://city.cn:8080', host: 'city.cn:8080' }, true],
  [{ origin: 'http://city.cn:8081', host: 'city.cn:8080' }, false],
  [{ origin: 'null', host: 'city.cn' }, false],
  [{ origin: 'https://evil.example' }, false],
  [{ host: 'city.cn' }, true],
])('a page that says %o may change something: %s', (headers, isAllowed) => {
  expect(isSameOrigin(headers, ALLOWED)).toBe(isAllowed)
})
