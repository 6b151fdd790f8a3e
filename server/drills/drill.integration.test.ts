import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Drill, DrillStep } from '#contract/drill.ts'
import { DRILL_HEADER } from '#contract/drill-mark.ts'
import type { Beat } from '#contract/live.ts'
import { openDatabase } from '../record/database.ts'
import { keepApart } from '../record/keep-apart.ts'
import { migrate } from '../record/migrate.ts'
import { TEST_CITY } from '../testing/server-process.ts'
import { type PlaySettings, playDrill } from './play.ts'
import { drillsOf } from './run-drill.ts'
import { ShadowCity } from './shadow-city.ts'
import { openShadowDatabases, type ShadowDatabases } from './shadow-database.ts'
import { startOfDrill } from './start-of-drill.ts'

/** Something that is expected and never happens in it: nobody tells a ministry. */
const NEVER: DrillStep = {
  ...{ at: 150, kind: 'expect', sentence: { zh: '不会发生', en: 'It never happens' }, deadline: 60, basis: '反例' },
  check: { kind: 'reported', to: '部委' },
}

let databases: ShadowDatabases
let city: ShadowCity
let settings: PlaySettings
beforeAll(async () => {
  databases = await openShadowDatabases()
  const { drills, timeZone, scriptOf } = await drillsOf(TEST_CITY)
  const [drill] = drills as [Drill]
  const startedAt = startOfDrill(drill.startsAt, timeZone, Date.now())
  city = new ShadowCity({
    ...{ drill: drill.id, city: TEST_CITY, databaseUrl: await databases.make('tested'), dataDir: join(databases.folder, 'data') },
    ...{ port: 0, at: startedAt, members: 1 },
  })
  await city.start()
  const steps = [...drill.steps, NEVER].toSorted((a, b) => a.at - b.at)
  settings = {
    ...{ drill: { ...drill, steps }, script: scriptOf(drill), city, startedAt, speed: undefined, bots: 'all' },
    ...{ signal: new AbortController().signal, say: () => undefined, onProgress: () => undefined },
  }
})
afterAll(async () => {
  await city?.stop()
  await databases?.close()
})

it('[P96] says on every answer that it is a drill, on those of the starting server, of files and of faults as well', async () => {
  for (const path of ['/healthz', '/api/access/me', '/api/nothing', '/sign-in', '/icon.svg', '/socket.io/?EIO=4&transport=polling'])
    expect((await fetch(city.url + path)).headers.get(DRILL_HEADER), path).toBe('warehouse-fire')
})

it('hands no page out without the mark of the drill on it', async () => {
  const { markPage } = await import('../pages/mark-page.ts')
  const page = markPage(await readFile(join(import.meta.dirname, '..', '..', 'client', 'index.html'), 'utf8'), {
    ...{ id: 'fire', names: { zh: '火<灾', en: 'Fire "one"' } },
  })
  expect(page).toContain('<html data-drill="fire" data-drill-zh="火&#60;灾" data-drill-en="Fire &#34;one&#34;"')
  expect(page).toMatch(/<link rel="stylesheet" href="\/drill-mark.css" \/><\/head>/)
  expect(page.match(/演练 DRILL/g)?.length).toBeGreaterThan(300)
  expect(page).toContain('<title>演练 DRILL · ')
})

it('[P97] beats with the name of the drill, while its clock stands still as well', async () => {
  const token = await city.mintReader()
  const socket = io(`${city.url}/live`, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const beat = new Promise<Beat>((resolve) => socket.once('beat', resolve))
  expect(await beat).toMatchObject({ drill: 'warehouse-fire', at: city.now() })
  socket.close()
})

it('[P98] lets nobody in whose page belongs to the real city, or to another drill', async () => {
  const token = await city.mintReader()
  const refusal = async (drill: string) => {
    const socket = io(`${city.url}/live`, {
      transports: ['websocket'],
      auth: { token, drill },
      reconnection: false,
      forceNew: true,
    })
    const said = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'))
      socket.once('connect_error', (fault: Error & { readonly data?: { readonly code?: string } }) =>
        resolve(fault.data?.code ?? ''),
      )
    })
    socket.close()
    return said
  }
  expect([await refusal(''), await refusal('other-fire'), await refusal('warehouse-fire')]).toEqual([
    ...['live/other-city', 'live/other-city', 'connected'],
  ])
})

it('is played to its end by bots, and scored: what happened is met, and what did not is not', async () => {
  const score = await playDrill(settings)
  expect(score.refused).toEqual([])
  expect(score.verdicts.filter(({ isMet }) => !isMet).map(({ sentence }) => sentence.en)).toEqual(['It never happens'])
  expect(score.verdicts).toHaveLength(8)
  expect(score.seconds).toBe(600)
})

it('keeps its record and that of the real city apart, for good', async () => {
  const url = await databases.make('real')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await migrate(client)
  const database = openDatabase(url)
  await keepApart(database, undefined, 1)
  await keepApart(database, undefined, 2)
  await expect(keepApart(database, 'warehouse-fire', 3)).rejects.toThrow('that of the real city')
  await client.query('truncate guanlan.record_of')
  await keepApart(database, 'warehouse-fire', 4)
  await expect(keepApart(database, undefined, 5)).rejects.toThrow('must not go on with it')
  await expect(keepApart(database, 'other-fire', 6)).rejects.toThrow('that of the drill warehouse-fire')
  // A record written before anybody said whose it is was the real city's.
  await client.query('truncate guanlan.record_of')
  await client.query('update guanlan.head set revision = 7')
  await expect(keepApart(database, 'warehouse-fire', 7)).rejects.toThrow('needs an empty one')
  await database.close()
  await client.end()
})
