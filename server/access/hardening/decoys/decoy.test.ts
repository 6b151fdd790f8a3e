import { expect, it } from 'vitest'
import { isDecoyName, isDecoyPath } from './decoy.ts'

it.each(['/admin.php', '/.env', '/%2eenv', '//.git/config', '/WP-Login.PHP', '/actuator/env/', '/some/where/shell.jsp'])(
  'knows %s for a step towards a break-in',
  (path) => {
    expect(isDecoyPath(path)).toBe(true)
  },
)

it.each([
  '/',
  '/wall',
  '/sign-in',
  '/administration',
  '/api/docs',
  '/api/access/me',
  '/api/open/catalogue',
  '/assets/admin-1a2b.js',
  '/environment',
  '/%zz',
  '/healthz',
])('raises no alarm at %s', (path) => {
  expect(isDecoyPath(path)).toBe(false)
})

it('knows the names that guessers try first', () => {
  expect(['admin', 'root', 'test', 'guest'].every(isDecoyName)).toBe(true)
  expect(isDecoyName('zhang.san')).toBe(false)
})
