import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../record/database.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { announceEndings, type Endings, openEndings } from './endings.ts'

let databases: TestedDatabase
let url: string
beforeAll(async () => {
  databases = await TestedDatabase.start()
  url = await databases.migrated()
})
afterAll(() => databases.stop())

it('is heard by every server within a second of the commit, and by each of them once', async () => {
  const [here, there] = [await server(), await server()]
  const heard = [hearing(here.endings), hearing(there.endings)]
  const began = performance.now()
  await here.database.transaction((tx) => announceEndings(tx, ['account:a', 'session:s']))
  await expect.poll(() => heard.map((keys) => keys.length), { timeout: 1_000, interval: 10 }).toEqual([2, 2])
  expect(performance.now() - began).toBeLessThan(1_000)
  await here.database.transaction((tx) => announceEndings(tx, ['session:t']))
  await expect
    .poll(() => heard)
    .toEqual([
      ['account:a', 'session:s', 'session:t'],
      ['account:a', 'session:s', 'session:t'],
    ])
})

it('is not heard of what was undone, nor before it is done', async () => {
  const { database, endings } = await server()
  const heard = hearing(endings)
  const undone = database.transaction(async (tx) => {
    await announceEndings(tx, ['account:undone'])
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await database.transaction(async (tx) => {
    await announceEndings(tx, ['account:done'])
    await database.query('select 1')
    expect(heard).toEqual([])
  })
  await expect.poll(() => heard).toEqual(['account:done'])
})

it('is heard of endings that overtake each other: one begun earlier and committed later is not missed', async () => {
  const { database, endings } = await server()
  const heard = hearing(endings)
  await database.transaction(async (early) => {
    await announceEndings(early, ['account:early'])
    await database.transaction((late) => announceEndings(late, ['account:late']))
    await expect.poll(() => heard).toEqual(['account:late'])
  })
  await expect.poll(() => heard).toEqual(['account:late', 'account:early'])
})

it('is heard again as soon as a broken line is back, also of what ended meanwhile', async () => {
  const { database, endings } = await server()
  const heard = hearing(endings)
  await database.transaction((tx) => announceEndings(tx, ['account:before']))
  await expect.poll(() => heard).toEqual(['account:before'])
  await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'guanlan listener'`)
  await database.transaction((tx) => announceEndings(tx, ['account:meanwhile']))
  await expect.poll(() => heard, { timeout: 3_000 }).toEqual(['account:before', 'account:meanwhile'])
})

it('is asked for every second while nothing can be heard', async () => {
  const { database, endings, wake } = await server({ isDeaf: true })
  const heard = hearing(endings)
  await database.transaction((tx) => announceEndings(tx, ['account:a']))
  expect(heard).toEqual([])
  wake()
  await expect.poll(() => heard).toEqual(['account:a'])
  wake()
  await database.transaction((tx) => announceEndings(tx, ['account:b']))
  wake()
  await expect.poll(() => heard).toEqual(['account:a', 'account:b'])
})

it('says nothing of what ended before the server was there', async () => {
  const { database } = await server()
  await database.transaction((tx) => announceEndings(tx, ['account:long-ago']))
  const late = await server()
  const heard = hearing(late.endings)
  await database.transaction((tx) => announceEndings(tx, ['account:now']))
  await expect.poll(() => heard).toEqual(['account:now'])
})

/** A server of its own on the one database; `isDeaf` has no line over which the database calls out. */
async function server({ isDeaf = false } = {}): Promise<{ database: Database; endings: Endings; wake(): void }> {
  const database = openDatabase(url)
  const wakers: (() => void)[] = []
  const endings = await openEndings({
    database: isDeaf ? { ...database, listen: () => ({ isOpen: () => false, close: async () => undefined }) } : database,
    every: (_ms, run) => {
      wakers.push(run)
      return () => undefined
    },
    onFault: (fault) => {
      throw fault
    },
  })
  onTestFinished(async () => {
    await endings.close()
    await database.close()
  })
  return { database, endings, wake: () => wakers.forEach((run) => void run()) }
}

function hearing(endings: Endings): string[] {
  const heard: string[] = []
  endings.onEnded((keys) => void heard.push(...keys))
  return heard
}
