import { afterAll, beforeAll, expect, it } from 'vitest'
import { codeOf, GuardedServer } from './testing/guarded-server.ts'

let server: GuardedServer

beforeAll(async () => {
  server = await GuardedServer.start()
})
afterAll(() => server?.stop())

it('writes down who was refused what, by request and by socket, and from where', async () => {
  const dispatcher = await server.caller('dispatcher', 'rm')
  const administrator = await server.caller('audit-administrator', 'rm')
  const from = { 'x-forwarded-for': '10.9.0.1', 'user-agent': 'a browser' }
  expect(await codeOf(await server.ask('GET', '/api/audit', { ...dispatcher, ...from }))).toBe('access/refused')
  await expect(server.connect(administrator)).rejects.toMatchObject({ data: { code: 'access/refused' } })
  await expect
    .poll(() => refusals(), { timeout: 5_000 })
    .toMatchObject([
      {
        ...{ result: 'refused', code: 'access/refused', actor_kind: 'person', actor_role: 'dispatcher' },
        ...{ object_kind: 'route', object_id: 'GET /api/audit', address: '10.9.0.1', agent: 'a browser' },
        request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      { actor_role: 'audit-administrator', object_kind: 'event', object_id: 'connect' },
    ])
})

it('makes a flood of the same refusal one row, so that the audit cannot be filled by knocking', async () => {
  const before = (await refusals()).length
  const from = { 'x-forwarded-for': '10.9.0.2' }
  for (let knock = 0; knock < 200; knock++) expect((await server.ask('GET', '/api/sources', from)).status).toBe(401)
  await expect.poll(async () => (await refusals()).length - before, { timeout: 5_000 }).toBe(1)
})

it('never writes down what was shown', async () => {
  const secret = `gr_${'s'.repeat(43)}`
  await server.ask('GET', '/api/sources', { authorization: `Bearer ${secret}`, 'x-forwarded-for': '10.9.0.3' })
  await expect.poll(async () => (await refusals()).at(-1)).toMatchObject({ code: 'access/token-unknown', address: '10.9.0.3' })
  expect(JSON.stringify(await server.database.query('select t::text from guanlan.audit t'))).not.toContain(secret)
})

function refusals() {
  return server.database.query(`select * from guanlan.audit where type = 'access.refuse' order by seq`)
}
