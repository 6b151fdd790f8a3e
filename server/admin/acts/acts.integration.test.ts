import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectRecord, type OpenRecord } from '../../open-record/open-record.ts'
import { TestedDatabase } from '../../testing/tested-database.ts'
import type { Outcome, Tools } from '../noun.ts'
import { readCommandLine } from '../nouns.ts'

let cluster: TestedDatabase
let record: OpenRecord
beforeAll(async () => {
  cluster = await TestedDatabase.start()
  record = await connectRecord(await cluster.migrated())
})
afterAll(async () => {
  await record.close()
  await cluster.stop()
})

it('hands a figure to another source only when told that it is meant, says before and after what changes, and writes it down', async () => {
  const [old, next] = [await record.store.addSource('power', 'aa'), await record.store.addSource('power two', 'bb')]
  await record.store.commitBatches([say(old.id, 'grid.load', ['a', 'b'], Date.now())])
  const hand = ['authority', 'hand', 'grid.load', '--to', 'power two']

  const asked = await answerTo(...hand)
  expect(asked).toEqual({
    refusal: expect.stringMatching(/2 figures would be handed to power two\.\n {2}from power: a, b\n.*say --yes/s),
  })
  expect(await answerTo('authority', 'list', 'grid.load')).toEqual({ answer: 'a\tpower\nb\tpower' })
  expect(await audited('authority.hand')).toEqual([])

  expect(await answerTo(...hand, '--area', 'b', '--yes')).toMatchObject({ remark: expect.stringContaining('1 figure is handed') })
  expect(await answerTo('authority', 'list', 'grid.load')).toEqual({ answer: 'a\tpower\nb\tpower two' })
  expect(await record.store.authorities()).toContainEqual({ metric: 'grid.load', area: 'b', source: next.id })
  expect(await audited('authority.hand')).toEqual([
    { actor_kind: 'operator', object_id: 'grid.load', detail: { to: 'power two', from: ['power'], areas: ['b'] } },
  ])
})

it('says why a figure cannot be handed', async () => {
  expect(await answerTo('authority', 'hand', 'grid.load', '--to', 'nobody')).toEqual({
    refusal: expect.stringContaining('no source named nobody'),
  })
  expect(await answerTo('authority', 'hand', 'never.told', '--to', 'power')).toEqual({
    refusal: expect.stringContaining('Nobody but power answers for never.told'),
  })
})

it('empties old months only when told that it is meant; a late row of such a month still finds a place', async () => {
  const source = await record.store.addSource('archive', 'cc')
  const march = Date.UTC(2001, 2, 4)
  await record.store.commitBatches([say(source.id, 'old.metric', ['a'], march), say(source.id, 'new.metric', ['a'], Date.now())])

  const asked = await answerTo('record', 'retain', '--days', '400')
  expect(asked).toEqual({ refusal: expect.stringMatching(/observation_2001_03.*1 part,.*say --yes.*cannot be undone/s) })
  expect(await observations(march)).toBe(1)

  expect(await answerTo('record', 'retain', '--days', '400', '--yes')).toMatchObject({
    remark: expect.stringContaining('1 part emptied'),
  })
  expect(await observations(march)).toBe(0)
  expect(await observations(Date.now() - 60_000)).toBeGreaterThan(0)
  expect(await audited('record.retain')).toMatchObject([{ actor_kind: 'operator', object_id: 'observation_2001_03' }])
  expect(await answerTo('record', 'retain', '--days', '400', '--yes')).toMatchObject({ remark: expect.stringContaining('nothing') })

  await record.store.commitBatches([say(source.id, 'old.metric', ['b'], march)])
  expect(await observations(march)).toBe(1)
})

it('empties a month together with the hours that were folded of it, and keeps none that are being folded', async () => {
  const march = Date.UTC(2002, 2, 4)
  const about = { metric: 'old.metric', area: 'a', windowStart: march, numerator: 1, denominator: 1, observedAt: march }
  const { store } = record
  await store.commitRevision({
    ...{ points: [{ ...about, reported: 1, expected: 1 }], events: [], rolledBatches: [], at: Date.now(), mark: randomUUID() },
  })
  const reach = { from: march, to: march + 3_600_000, revision: 1, timeZone: 'UTC' }
  const hour = { ...about, reported: 1, expected: 1, revision: 1, rule: 'PT1M sum UTC', since: 0 }
  await store.hours.keep([hour], undefined, reach)
  const query = { metric: 'old.metric', areas: ['a'], from: march, to: march + 1 }
  expect((await store.hours.find(query)).hours).toHaveLength(1)
  const folding = await store.hours.kept()

  await answerTo('record', 'retain', '--days', '400', '--yes')
  expect((await store.hours.find(query)).hours).toEqual([])
  expect(await store.hours.keep([hour], folding, reach)).toBe(false)
})

async function answerTo(...args: readonly string[]): Promise<Outcome> {
  const asked = readCommandLine(args)
  if (!('work' in asked)) throw new Error('mistake' in asked ? asked.mistake : 'help')
  return asked.work({ record, config: {} as Tools['config'] })
}

function say(source: number, metric: string, areas: readonly string[], at: number) {
  return {
    source,
    receivedAt: at,
    observations: areas.map((area) => ({ metric, area, at, source, standing: 'authoritative' as const, value: 1 })),
    authorities: areas.map((area) => ({ metric, area })),
  }
}

async function observations(from: number): Promise<number> {
  const [row] = await record.database.query<{ n: number }>(
    'select count(*) as n from guanlan.observation where at >= $1 and at < $1::bigint + 86400000',
    [from],
  )
  return row?.n ?? 0
}

function audited(type: string) {
  return record.database.query('select actor_kind, object_id, detail::jsonb from guanlan.audit where type = $1 order by seq', [
    type,
  ])
}
