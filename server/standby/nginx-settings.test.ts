import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { nginxSettings } from './nginx-settings.ts'

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'cluster.md'), 'utf8')
const PLACE = { port: 18_443, members: [18_081, 18_082], folder: '/tmp/nginx-of-a-drill' }

it('tells nginx all that the page says but for addresses, name and certificate', () => {
  const told = nginxSettings(PAGE, PLACE).split('\n')
  const given = PAGE.slice(PAGE.indexOf('```nginx') + 9)
    .split('\n```')[0]
    ?.split('\n')
    .map((line) => `  ${line}`)
  expect(given?.filter((line) => !told.includes(line)).map((line) => line.trim().split(' ')[0])).toEqual([
    ...['server', 'server', 'server', 'listen', 'server_name'],
  ])
  expect(told.filter((line) => /^\s*(server \d|listen)/.test(line)).map((line) => line.trim())).toEqual([
    'server 127.0.0.1:18081 max_fails=1 fail_timeout=5s;',
    'server 127.0.0.1:18082 max_fails=1 fail_timeout=5s;',
    'listen 127.0.0.1:18443;',
  ])
})

it('says what is missing on a page that gives no settings', () => {
  expect(() => nginxSettings('# Several servers', PLACE)).toThrow('gives no settings of nginx')
})
