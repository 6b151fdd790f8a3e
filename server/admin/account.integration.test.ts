import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../config/config.ts'
import { connectRecord, type OpenRecord } from '../open-record/open-record.ts'
import { TEST_CITY } from '../testing/server-process.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import type { Outcome } from './noun.ts'
import { readCommandLine } from './nouns.ts'

let databases: TestedDatabase
let record: OpenRecord
let dataDir: string

beforeAll(async () => {
  databases = await TestedDatabase.start()
  dataDir = await mkdtemp(join(tmpdir(), 'guanlan-admin-'))
  record = await connectRecord(await databases.migrated())
})
afterAll(async () => {
  await record.close()
  await databases.stop()
  await rm(dataDir, { recursive: true, force: true })
})

function run(...args: readonly string[]): Promise<Outcome> {
  const asked = readCommandLine(['account', ...args])
  if (!('work' in asked)) throw new Error('the command line is not understood')
  return asked.work({
    record,
    config: readConfig({ CITY: TEST_CITY, DATA_DIR: dataDir, PUBLIC_URL: 'https://guanlan.example.cn' }, []),
  })
}

it('makes an account with its remit and answers with nothing but the link for its owner', async () => {
  expect(await run('add', '张伟', '--role', 'town-staff', '--area', 'rm-a')).toMatchObject({
    answer: expect.stringMatching(/^https:\/\/guanlan\.example\.cn\/invitation#[\w-]{43}$/),
  })
  expect(await run('list')).toMatchObject({
    answer: expect.stringMatching(/^张伟\tinvited\ttown-staff@rm-a\tpassword alone\t2\d{3}-/),
  })
})

it('makes nothing where the name, the role or the area will not do', async () => {
  const before = await run('list')
  expect(await run('add', '张伟', '--role', 'leader')).toEqual({ refusal: expect.stringContaining('looks like it') })
  expect(await run('add', 'li.na', '--role', 'leader', '--area', 'nowhere')).toEqual({
    refusal: expect.stringContaining('no area nowhere'),
  })
  expect(await run('add', 'trial:x', '--role', 'leader')).toEqual({ refusal: expect.stringContaining('2 to 40 letters') })
  expect(await run('list')).toEqual(before)
})

it('disables, enables, unlocks, invites and takes factors off, each by name and however it is typed', async () => {
  await run('add', 'Wang.Fang', '--role', 'dispatcher')
  expect(await run('disable', 'wang.fang')).toMatchObject({ remark: 'The account Wang.Fang is disabled.' })
  expect(await run('invite', 'WANG.FANG')).toEqual({ refusal: expect.stringContaining('disabled') })
  expect(await run('enable', 'wang.fang')).toMatchObject({ remark: 'The account Wang.Fang is enabled.' })
  expect(await run('invite', 'wang.fang')).toMatchObject({ answer: expect.stringContaining('/invitation#') })
  expect(await run('unlock', 'wang.fang')).toMatchObject({ remark: expect.stringContaining('Nothing was counted') })
  expect(await run('forget-factors', 'wang.fang')).toMatchObject({ remark: expect.stringContaining('none now') })
  expect(await run('disable', 'nobody')).toEqual({ refusal: expect.stringContaining('no account named nobody') })
})

it('writes down that it was the person at the machine, and never a link', async () => {
  const rows = await record.database.query<{ type: string; actor_kind: string; row: string }>(
    'select type, actor_kind, row(a.*)::text as row from guanlan.audit a order by seq',
  )
  expect(new Set(rows.map(({ actor_kind }) => actor_kind))).toEqual(new Set(['operator']))
  for (const type of [
    'account.make',
    'remit.grant',
    'account.disable',
    'account.enable',
    'account.invite',
    'account.unlock',
    'account.forget-factors',
  ])
    expect(rows.map((row) => row.type)).toContain(type)
  const invitations = await record.database.query<{ token_hash: string }>('select token_hash from guanlan.invitation')
  expect(invitations.length).toBeGreaterThan(0)
  expect(rows.map(({ row }) => row).join()).not.toMatch(/#[\w-]{43}/)
})
