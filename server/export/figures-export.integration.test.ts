import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { codeOf, GuardedServer, MARKED } from '../access/guard/testing/guarded-server.ts'

const HOUR = Date.parse('2026-09-08T10:00:00Z')

let server: GuardedServer

beforeAll(async () => {
  server = await GuardedServer.start()
  await server.tell([
    { metric: MARKED.open, area: 'rm-a', time: new Date(HOUR).toISOString(), value: 3 },
    { metric: MARKED.open, area: 'rm-a', time: new Date(HOUR + 10_000).toISOString(), value: 4.5 },
    { metric: MARKED.open, area: 'rm-c', time: new Date(HOUR).toISOString(), value: 5 },
  ])
  const officer = await server.caller('duty-officer', 'rm')
  await vi.waitFor(async () => expect(await lines(await server.ask('GET', PATH, officer))).toHaveLength(3), { timeout: 30_000 })
})
afterAll(() => server?.stop())

const SPAN = 'from=2026-09-08T00:00:00Z&to=2026-09-09T00:00:00Z'
const PATH = `/api/series/export?metric=${MARKED.open}&area=rm-a&${SPAN}`

it('gives figures as a file that a spreadsheet reads, with all that is known of them', async () => {
  const answer = await server.ask('GET', `${PATH}&lang=en`, await server.caller('duty-officer', 'rm'))
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="grid\.load-rm-a-\d{4}-\d\d-\d\d\.csv"$/)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const bytes = new Uint8Array(await answer.arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head, first, second] = new TextDecoder().decode(bytes).split('\r\n')
  expect(head).toMatch(/^metric,metric_name,area,area_name,step,from,to,value,unit,/)
  expect(first).toMatch(
    /^grid\.load,[^,]+,rm-a,[^,]+,PT10S,2026-09-08T10:00:00\.000Z,2026-09-08T10:00:10\.000Z,3,[^,]*,.*2026-09-08T10:00:00\.000Z,/,
  )
  expect(second).toContain(',4.5,')
})

it('holds many figures at once: several areas, the members of one, several metrics', async () => {
  const officer = await server.caller('duty-officer', 'rm')
  const areas = async (query: string) => {
    const found = await lines(await server.ask('GET', `/api/series/export?${query}&${SPAN}&step=PT1H`, officer))
    return found.slice(1).map((line) => line.split(',')[2])
  }
  expect(await areas(`metric=${MARKED.open}&area=rm-a&area=rm-c&area=rm-a`)).toEqual(['rm-a', 'rm-c'])
  expect(await areas(`metric=${MARKED.open}&area=children-of:rm-north&metric=${MARKED.internal}`)).toEqual(['rm-a'])
})

it('writes down who took what before the first of it leaves', async () => {
  const officer = await server.caller('duty-officer', 'rm')
  await server.ask('GET', PATH, officer)
  const [row] = await server.database.query(`select * from guanlan.audit where type = 'figures.export' order by seq desc limit 1`)
  expect(row).toMatchObject({
    ...{ result: 'done', actor_kind: 'person', actor_role: 'duty-officer' },
    ...{ object_kind: 'figures', object_id: `${MARKED.open}@rm-a` },
  })
  expect(JSON.parse(String(row?.detail))).toMatchObject({
    ...{ metrics: [MARKED.open], areas: ['rm-a'], from: '2026-09-08T00:00:00.000Z', series: 1, rows: 2 },
  })
})

it('gives nothing where it cannot be written down, while reading goes on', async () => {
  const officer = await server.caller('duty-officer', 'rm')
  await server.database.query('alter table guanlan.audit rename to audit_away')
  try {
    const answer = await server.ask('GET', PATH, officer)
    expect([answer.status, await codeOf(answer)]).toEqual([503, 'audit/unavailable'])
    const read = await server.ask('GET', `/api/series/history?metric=${MARKED.open}&area=rm-a&${SPAN}`, officer)
    expect(read.status).toBe(200)
  } finally {
    await server.database.query('alter table guanlan.audit_away rename to audit')
  }
})

it.each([
  ['a foreign area', `metric=${MARKED.open}&area=rm-c`, 'series/unknown-area'],
  ['the members of a foreign area', `metric=${MARKED.open}&area=children-of:rm`, 'series/unknown-area'],
  ['one foreign area among own ones', `metric=${MARKED.open}&area=rm-a&area=rm-d`, 'series/unknown-area'],
  ['a metric above the clearance', `metric=${MARKED.sensitive}&area=rm-a`, 'series/unknown-metric'],
])('gives nothing of %s', async (_what, query, code) => {
  const staff = await server.caller('town-staff', 'rm-north')
  expect(await codeOf(await server.ask('GET', `/api/series/export?${query}&${SPAN}`, staff))).toBe(code)
})

it.each([
  [`metric=${MARKED.open}&area=rm-a&from=yesterday`, 'series/time-invalid'],
  [`metric=${MARKED.open}&area=rm-a&${SPAN}&asOf=999999999`, 'series/as-of-invalid'],
  [`metric=${MARKED.open}&area=rm-a&${SPAN}&step=PT7S`, 'request/invalid'],
  [`area=rm-a&${SPAN}`, 'request/invalid'],
])('refuses %s', async (query, code) => {
  const officer = await server.caller('duty-officer', 'rm')
  expect(await codeOf(await server.ask('GET', `/api/series/export?${query}`, officer))).toBe(code)
})

async function lines(answer: Response): Promise<readonly string[]> {
  return (await answer.text()).trimEnd().split('\r\n')
}
