import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Operation } from '#contract/operation.ts'
import { issue, lead, signIn } from '../orders/testing/signed-in.ts'
import { ServerProcess } from '../testing/server-process.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'operations')

let server: ServerProcess
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'fatal' })
  await server.start()
})
afterAll(() => server.remove())

it('measures everything that the dashboard and the rules for alerts ask for', async () => {
  await lead(await signIn(server.url, 'commander'))
  await server.post(await server.mint('feed'), [{ metric: 'grid.load', area: 'rm-a', time: new Date().toISOString(), value: 1 }])
  await fetch(`${server.url}/api/accounts`)
  const text = await (await fetch(`${server.url}/metrics`)).text()
  const measured = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name))
  const files = await Promise.all(['grafana-dashboard.json', 'alert-rules.yml'].map((name) => readFile(join(FOLDER, name), 'utf8')))
  const asked = new Set(
    files.flatMap((file) => [...file.matchAll(/\b(?:guanlan|nodejs|process)_[a-z0-9_]+/g)].map(([name]) => name)),
  )
  expect(asked.size).toBeGreaterThan(20)
  expect([...asked].filter((name) => !measured.has(name.replace(/_(bucket|sum|count)$/, '')))).toEqual([])
  expect(text).toMatch(/^guanlan_incidents_open 1$/m)
  expect(text).toMatch(/^guanlan_record_bytes \d+$/m)
  expect(text).toMatch(/^guanlan_http_refusals_total\{code="access\/sign-in-needed"\} [1-9]/m)
  // There was no backup: an age of nothing would look like one of just now.
  expect(text).not.toMatch(/^guanlan_backup_age_seconds \d/m)
})

it('tells the system administrator how the product is, what is wrong first, and nobody else', async () => {
  const answer = await (await signIn(server.url, 'system-administrator')).read<Operation>('/api/operation')
  expect(answer.checks.map(({ id }) => id).toSorted()).toEqual([
    'backup',
    'feeds',
    'notices',
    'process',
    'queue',
    'record',
    'screens',
    'works',
  ])
  expect(answer.checks[0]).toMatchObject({ id: 'backup', state: 'wrong', says: { en: 'None was ever made' } })
  expect(answer.checks.find(({ id }) => id === 'record')).toMatchObject({ state: 'good' })
  for (const role of ['leader', 'security-administrator'] as const) {
    const other = await signIn(server.url, role)
    expect((await fetch(`${server.url}/api/operation`, { headers: { cookie: other.cookie } })).status).toBe(403)
  }
})

it('drains when it is stopped: what it was asked before is answered or was not done, and nothing takes longer than it must', async () => {
  const chief = await signIn(server.url, 'commander')
  const incident = await lead(chief)
  const asked = Array.from({ length: 20 }, (_, order) => issue(chief, incident, order).catch(() => undefined))
  await Promise.race(asked)
  const from = performance.now()
  await server.stop()
  expect(performance.now() - from).toBeLessThan(25_000)
  const answered = (await Promise.all(asked)).filter((id) => id !== undefined)
  expect(answered.length).toBeGreaterThan(0)

  await server.start()
  chief.url = server.url
  const ids = await Promise.all(asked.map((_, order) => issue(chief, incident, order)))
  expect(new Set(ids).size).toBe(asked.length)
  for (const id of answered) expect(ids).toContain(id)
})
