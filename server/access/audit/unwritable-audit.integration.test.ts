import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Posture } from '#contract/posture.ts'
import { CONNECTION_FILE } from '../../record/embedded/embedded-postgres.ts'
import { ServerProcess } from '../../testing/server-process.ts'

let server: ServerProcess
let leader: string
let security: string
beforeAll(async () => {
  server = await ServerProcess.prepare({ HUB: 'simulated', LOG_LEVEL: 'warn' })
  await server.start()
  leader = await trial('leader')
  security = await trial('security-administrator')
})
afterAll(() => server.remove())

const BREAKS = [
  [
    'its right to add was taken away',
    'revoke insert on guanlan.audit from guanlan_app',
    'grant insert on guanlan.audit to guanlan_app',
  ],
  [
    'the disk is full',
    `create function guanlan.full() returns trigger language plpgsql as $$ begin raise exception 'no space' using errcode = '53100'; end $$;
     create trigger full_disk before insert on guanlan.audit for each row execute function guanlan.full()`,
    'drop trigger full_disk on guanlan.audit; drop function guanlan.full()',
  ],
  [
    'its head is gone',
    'alter table guanlan.audit_head rename to audit_head_gone',
    'alter table guanlan.audit_head_gone rename to audit_head',
  ],
] as const

describe.each(BREAKS)('an audit that cannot be written because %s', (_why, breaking, mending) => {
  let isBroken = false
  afterEach(async () => {
    if (isBroken) await asOwner(mending)
    isBroken = false
  })

  it('lets nothing be done, goes on reading, says so, and works again by itself', async () => {
    await asOwner(breaking)
    isBroken = true
    const before = await sessions()
    const refused = await post('/api/access/trial', '', { role: 'commander' })
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ code: 'audit/unavailable' })
    expect(await sessions()).toBe(before)

    for (const path of ['/api/catalogue', '/api/access/me', '/readyz'])
      expect((await fetch(server.url + path, { headers: { cookie: leader } })).status, path).toBe(200)
    expect(await stateOf('audit-continuity')).toBe('not-met')
    expect(server.log).toContain('The audit cannot be written')

    await asOwner(mending)
    isBroken = false
    expect((await post('/api/access/trial', '', { role: 'commander' })).status).toBe(200)
    expect(await stateOf('audit-continuity')).toBe('met')
  })
})

async function stateOf(id: string): Promise<string | undefined> {
  const answer = await fetch(`${server.url}/api/posture`, { headers: { cookie: security } })
  const { controls } = (await answer.json()) as Posture
  return controls.find((control) => control.id === id)?.state
}

async function sessions(): Promise<number> {
  const [row] = await asOwner('select count(*)::int as n from guanlan.session')
  return (row as { n: number }).n
}

async function asOwner(statements: string): Promise<readonly unknown[]> {
  const { url } = JSON.parse(readFileSync(join(server.dataDir, CONNECTION_FILE), 'utf8')) as { url: string }
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statements)).rows ?? []
  } finally {
    await client.end()
  }
}

function post(path: string, cookie: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...(cookie && { cookie }) }
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function trial(role: string): Promise<string> {
  const answer = await post('/api/access/trial', '', { role })
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] as string
}
