import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../record/database.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import type { Act } from '../act/act.ts'
import { execute } from '../act/execute.ts'
import { PostgresAuditLog } from '../audit/postgres-audit-log.ts'
import { VISITOR } from '../policy/subject.ts'
import { addReader, type NewReader } from './add-reader.ts'
import { disableReader } from './disable-reader.ts'
import { enableReader } from './enable-reader.ts'
import { findReader, listReaders } from './reader-register.ts'
import { rotateReader } from './rotate-reader.ts'

const REPORT: NewReader = { name: 'report', role: 'reader', area: 'town', domains: ['water'] }

let postgres: TestedDatabase
let database: Database
let now: number

beforeAll(async () => {
  postgres = await TestedDatabase.start()
})
afterAll(() => postgres.stop())
beforeEach(async () => {
  now = 1_000_000
  database = openDatabase(await postgres.migrated())
  return () => database.close()
})

it('a token stands for its reader, in its area and its domains', async () => {
  const token = await act(addReader, REPORT)
  expect(token).toMatch(/^gr_[\w-]{43}$/)
  expect(await findReader(database, token, now)).toMatchObject({
    subject: { kind: 'program', reader: { name: 'report' }, remit: { role: 'reader', area: 'town', domains: ['water'] } },
  })
})

it.each(['', 'gr_', 'gl_', 'x'.repeat(46)])('no other token does (%s)', async (prefix) => {
  const token = await act(addReader, REPORT)
  expect(await findReader(database, prefix + token.slice(3).split('').reverse().join(''), now)).toBeUndefined()
  expect(await findReader(database, token.slice(3), now)).toBeUndefined()
})

it('a name is given once, however it is written', async () => {
  await act(addReader, REPORT)
  await expect(act(addReader, { ...REPORT, name: 'REPORT' })).rejects.toMatchObject({ code: 'reader/name-taken' })
})

it('a new token puts the old one out of use and closes what was opened with it', async () => {
  const old = await act(addReader, REPORT)
  const ended = await endings()
  const token = await act(rotateReader, { name: 'report' })
  expect(await findReader(database, old, now)).toBeUndefined()
  const known = await findReader(database, token, now)
  expect(known?.subject).toMatchObject({ remit: { area: 'town' } })
  await expect.poll(ended).toEqual([`reader:${known?.subject.kind === 'program' && known.subject.reader.id}`])
})

it('a disabled reader is nobody until it is enabled again', async () => {
  const token = await act(addReader, REPORT)
  const ended = await endings()
  await act(disableReader, { name: 'report' })
  expect(await findReader(database, token, now)).toBeUndefined()
  await expect.poll(ended).toHaveLength(1)
  await act(enableReader, { name: 'report' })
  expect(await findReader(database, token, now)).toBeDefined()
})

it('says when a reader was last seen, to the minute', async () => {
  const token = await act(addReader, REPORT)
  expect(await listReaders(database)).toMatchObject([{ name: 'report', isDisabled: false, seenAt: undefined }])
  await findReader(database, token, now)
  now += 30_000
  await findReader(database, token, now)
  expect(await listReaders(database)).toMatchObject([{ seenAt: 1_000_000 }])
  now += 60_000
  await findReader(database, token, now)
  expect(await listReaders(database)).toMatchObject([{ seenAt: 1_090_000 }])
})

it.each([rotateReader, disableReader, enableReader] as const)('says when there is no such reader', async (verb) => {
  await expect(act(verb as Act<{ readonly name: string }, unknown>, { name: 'nobody' })).rejects.toMatchObject({
    code: 'reader/unknown',
  })
})

it('writes down who did what, and no token', async () => {
  const tokens = [await act(addReader, REPORT), await act(rotateReader, { name: 'report' })]
  await act(disableReader, { name: 'report' })
  const audit = await database.query('select type, result, actor_kind, actor_name, detail from guanlan.audit order by seq')
  expect(audit).toMatchObject(
    ['reader.add', 'reader.rotate', 'reader.disable'].map((type) => ({ type, result: 'done', actor_kind: 'operator' })),
  )
  for (const table of ['audit', 'reader']) {
    const text = JSON.stringify(await database.query(`select t::text from guanlan.${table} t`))
    for (const token of tokens) expect(text).not.toContain(token.slice(3))
  }
})

/** Does an act as the operator does at the command line. */
function act<Input, Outcome>(verb: Act<Input, Outcome>, input: Input): Promise<Outcome> {
  const parts = { database, audit: new PostgresAuditLog(), now: () => now, random: randomBytes }
  return execute(parts, { subject: VISITOR, actor: { kind: 'operator', name: 'test' } }, verb, input)
}

/** Keys that ended since, as another server would read them. */
async function endings(): Promise<() => Promise<readonly string[]>> {
  const before = (await database.query('select id from guanlan.ending')).length
  return async () => {
    const rows = await database.query<{ keys: string[] }>('select keys from guanlan.ending order by id')
    return rows.slice(before).flatMap(({ keys }) => keys)
  }
}
