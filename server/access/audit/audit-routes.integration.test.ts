import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditPage } from '#contract/audit.ts'
import { problems } from '../../problem.ts'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import type { Subject } from '../policy/subject.ts'
import type { AuditEntry } from './audit-entry.ts'
import { auditRoutes } from './audit-routes.ts'
import { type ChainRow, hashOf } from './chain-row.ts'
import { PostgresAuditLog } from './postgres-audit-log.ts'

const AUDITOR: Subject = {
  kind: 'person',
  account: { id: 'auditor-1', name: '审计员' },
  session: 's1',
  assurance: 'second-factor',
  remit: { id: 'r1', role: 'audit-administrator', area: 'city', domains: 'all' },
  owes: [],
}
const NOW = Date.parse('2026-11-23T08:00:00Z')

let cluster: TestedDatabase
let database: Database
let app: FastifyInstance
let subject: Subject = AUDITOR
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  database = openDatabase(await cluster.migrated())
  const audit = new PostgresAuditLog()
  const write = (entry: Partial<AuditEntry>) =>
    database.transaction((tx) =>
      audit.append(tx, {
        at: NOW,
        actor: { kind: 'person', id: 'a1', name: 'Zhang' },
        type: 'session.open',
        result: 'done',
        ...entry,
      }),
    )
  for (let n = 0; n < 30; n++) await write({ at: NOW - 1_000 * n, detail: { n } })
  await write({
    type: 'account.disable',
    actor: { kind: 'person', id: 'a2', name: '=HYPERLINK("x")' },
    object: { kind: 'account', id: '100%_sure' },
  })
  await write({ type: 'session.open', result: 'refused', code: 'access/refused', address: '192.0.2.7' })
  app = Fastify()
  await app.register(problems)
  app.decorateRequest('subject', { getter: () => subject })
  await app.register(auditRoutes, {
    ...{ database, audit, now: () => NOW, random: randomBytes },
    verify: () => Promise.resolve({ at: NOW, from: 1, to: 32, rows: 32, anchors: 1, flaw: undefined, remarks: [] }),
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
  await cluster.stop()
})

describe('searching the audit', () => {
  it('goes through all of it page by page, newest first, without a gap or a repetition', async () => {
    const seen: number[] = []
    for (let after: number | null | undefined; after !== null; ) {
      const page = await search({ limit: '7', ...(after !== undefined && { after: String(after) }) })
      seen.push(...page.rows.map(({ seq }) => seq))
      after = page.next
    }
    expect(seen).toEqual(Array.from({ length: 32 }, (_, index) => 32 - index))
  })

  it.each([
    [{ actor: 'a2' }, 1],
    [{ actor: 'zha' }, 31],
    [{ type: 'account' }, 1],
    [{ result: 'refused' }, 1],
    [{ text: '192.0.2' }, 1],
    [{ text: '100%_sure' }, 1],
    [{ text: '%' }, 1],
    [{ text: "' or 1=1 --" }, 0],
    [{ text: '\0' }, 0],
    [{ from: '2026-11-23T15:59:55+08:00' }, 8],
    [{ to: String(NOW - 25_000) }, 4],
  ])('finds by %j', async (query, rows) => {
    expect((await search(query)).rows).toHaveLength(rows)
  })

  it.each(['from=yesterday', 'result=perhaps', 'after=-1', 'type=a&type=b', 'limit=1e9', 'other=1'])(
    'refuses %s and says what is wrong',
    async (query) => {
      const answer = await app.inject(`/api/audit?${query}`)
      expect(answer.statusCode).toBe(400)
      expect(answer.json()).toMatchObject({ code: 'request/invalid' })
    },
  )
})

describe('taking the audit out', () => {
  it('gives a CSV in which nobody’s name is a formula, and writes down that it was taken', async () => {
    const answer = await app.inject('/api/audit/export?format=csv&type=account')
    expect(answer.headers['content-disposition']).toContain('attachment')
    const [head, row, end] = answer.body.split('\r\n')
    expect(head?.split(',').slice(0, 5)).toEqual(['\uFEFFseq', 'time', 'actor_kind', 'actor_id', 'actor_name'])
    expect(row).toContain(`"'=HYPERLINK(""x"")"`)
    expect(end).toBe('')
    const newest = (await search({ limit: '1' })).rows[0]
    expect(newest).toMatchObject({
      type: 'audit.export',
      actor: { id: 'auditor-1', role: 'audit-administrator' },
      detail: { type: 'account' },
    })
  })

  it('gives NDJSON from which anybody can compute the chain again', async () => {
    const answer = await app.inject('/api/audit/export?format=ndjson')
    const rows = answer.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ChainRow)
      .reverse()
    expect(rows.length).toBeGreaterThan(32)
    for (const [index, row] of rows.entries()) {
      expect(hashOf(row.previous, row)).toBe(row.hash)
      if (index > 0) expect(row.previous).toBe(rows[index - 1]?.hash)
    }
  })

  it('is refused to whoever may only work, and that is written down too', async () => {
    subject = { ...AUDITOR, remit: { id: 'r2', role: 'system-administrator', area: 'city', domains: 'all' } }
    const answer = await app.inject('/api/audit/export')
    subject = AUDITOR
    expect(answer.json()).toMatchObject({ status: 403, code: 'access/refused' })
    expect((await search({ limit: '1' })).rows[0]).toMatchObject({ type: 'audit.export', result: 'refused' })
  })
})

it('says whether the audit is whole', async () => {
  expect((await app.inject('/api/audit/verification')).json()).toMatchObject({ rows: 32, flaw: null, remarks: [] })
})

async function search(query: Record<string, string>): Promise<AuditPage> {
  const answer = await app.inject({ url: '/api/audit', query })
  expect(answer.statusCode).toBe(200)
  return answer.json<AuditPage>()
}
