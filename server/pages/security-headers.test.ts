import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './security-headers.ts'

it('lets a page load nothing from anywhere else', () => {
  const policy = contentSecurityPolicy({})
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("connect-src 'self';")
  expect(policy).not.toContain('unsafe-eval')
  expect(policy).not.toMatch(/https?:/)
})

it('allows figures and pictures, but no script, from where the city’s own base map is', () => {
  const policy = contentSecurityPolicy({ basemap: { style: 'https://map.example.cn/styles/dark.json' } })
  expect(policy).toContain("connect-src 'self' https://map.example.cn;")
  expect(policy).toContain("script-src 'self';")
})

it('needs nothing for a base map that lies in the city’s folder', () => {
  expect(contentSecurityPolicy({ basemap: { pmtiles: 'base.pmtiles' } })).toBe(contentSecurityPolicy({}))
})
