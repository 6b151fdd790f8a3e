import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyRequest } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#contract/access.ts'
import type { Area } from '#contract/area.ts'
import { areaTree } from '#contract/catalogue.ts'
import { MATTER_KINDS, type Matter, type MatterActor, type MatterEvent } from '#contract/matter.ts'
import { MAX_WATCHES, type MatterPatch } from '#contract/watch.ts'
import { PostgresAuditLog } from '../access/audit/postgres-audit-log.ts'
import type { Subject } from '../access/policy/subject.ts'
import { NO_COUNTS } from '../live/testing/no-matters.ts'
import { Watches } from '../live/watches.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { TestedDatabase } from '../testing/tested-database.ts'
import { changeMatters } from './change-matters.ts'
import type { Life } from './life.ts'
import { foldMatter } from './life.ts'
import { type MatterBook, openMatterBook } from './matter-book.ts'
import { eventsOf, findMatter } from './matter-store.ts'
import { matters } from './matters.ts'
import { defineVerb, runCommand } from './run-command.ts'
import type { Lives } from './sight.ts'

/** A kind of matter as small as can be: a text with a count, in an area, open until it says so. */
interface Note {
  readonly text: string
  readonly count: number
  readonly area: string
  readonly isOver: boolean
}
type NoteEvent = MatterEvent<'note.made', { text: string; area: string }> | MatterEvent<'note.counted' | 'note.ended', null>

const NOTE: Life<'order', Note, NoteEvent> = {
  kind: 'order',
  evolve: (state, event) => {
    if (event.type === 'note.made') return { ...event.body, count: 0, isOver: false }
    if (!state) throw new Error('a note begins by being made')
    return event.type === 'note.counted' ? { ...state, count: state.count + 1 } : { ...state, isOver: true }
  },
  standing: ({ area, isOver }) => ({ isOpen: !isOver, reach: { area } }),
  inRoom: (state) => ({ ...state, text: '' }),
}

/** Whatever the kind, it lives as a note does. */
const EVERY_KIND = Object.fromEntries(MATTER_KINDS.map((kind) => [kind, NOTE])) as unknown as Lives

const makeNote = defineVerb<{ id: string; text: string; area: string }>({
  type: 'order.make',
  needs: 'orders:issue',
  run: async ({ desk, actor, now }, { id, ...body }) => {
    await desk.append(NOTE, id, [{ type: 'note.made', at: now, actor, body }])
    return { id }
  },
})
const countNote = defineVerb<{ id: string }>({
  type: 'order.count',
  needs: 'orders:issue',
  run: async ({ desk, actor, now }, { id }) => {
    await desk.append(NOTE, id, [{ type: 'note.counted', at: now, actor, body: null }])
    return { id }
  },
})

const RULE: MatterActor = { kind: 'rule', id: 'test', name: 'test' }
const names = (name: string) => ({ zh: name, en: name })
const TREE = areaTree([
  { code: 'city', level: 'city', names: names('city') },
  { code: 'east', level: 'town', parent: 'city', names: names('east') },
  { code: 'west', level: 'town', parent: 'city', names: names('west') },
] satisfies Area[])

let server: TestedDatabase
let database: Database
let book: MatterBook
let now = 1_000
let wake = () => {}
const faults: unknown[] = []

beforeAll(async () => {
  server = await TestedDatabase.start()
})
afterAll(() => server.stop())
beforeEach(async () => {
  database = openDatabase(await server.migrated())
  book = await openMatterBook({
    database,
    every: (_ms, run) => {
      wake = run
      return () => undefined
    },
    onFault: (fault) => faults.push(fault),
  })
})
afterEach(async () => {
  await book.close()
  await database.close()
})

it('answers a command sent again with its first outcome, and does it once', async () => {
  const make = { id: 'n1', text: 'a', area: 'east' }
  const first = await command('commander', 'city', makeNote, 'command-1', make)
  now += 60_000
  expect(await command('commander', 'city', makeNote, 'command-1', { area: 'east', text: 'a', id: 'n1' })).toEqual(first)
  await command('commander', 'city', countNote, 'command-2', { id: 'n1' })
  const again = await Promise.all(
    Array.from({ length: 8 }, () => command('commander', 'city', countNote, 'command-3', { id: 'n1' })),
  )
  expect(new Set(again.map(({ revision }) => revision)).size).toBe(1)
  expect(await findMatter(database, 'order', 'n1')).toMatchObject({ version: 3, state: { count: 2 } })
})

it('refuses another command under the same id, and one the role may not give, and changes nothing', async () => {
  await command('commander', 'city', makeNote, 'command-1', { id: 'n1', text: 'a', area: 'east' })
  await expect(command('commander', 'city', countNote, 'command-1', { id: 'n1' })).rejects.toMatchObject({ code: 'command/reused' })
  await expect(command('town-staff', 'east', countNote, 'command-2', { id: 'n1' })).rejects.toMatchObject({
    code: 'access/refused',
  })
  expect(await findMatter(database, 'order', 'n1')).toMatchObject({ version: 1 })
})

it('orders the events of one matter whoever writes at once, and folds them to what it is, then and now', async () => {
  await command('commander', 'city', makeNote, 'command-0', { id: 'n1', text: 'a', area: 'east' })
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => command('commander', 'city', countNote, `command-x${index}`, { id: 'n1' })),
  )
  const events = (await eventsOf(database, 'order', 'n1')) as { version: number; revision: number; event: NoteEvent }[]
  expect(events.map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1))
  expect(events.map(({ revision }) => revision)).toEqual(events.map(({ revision }) => revision).toSorted((a, b) => a - b))
  expect(foldMatter(NOTE, 'n1', events)).toEqual(await findMatter(database, 'order', 'n1'))
  const tenth = events[9] as (typeof events)[number]
  expect(foldMatter(NOTE, 'n1', events.slice(0, 10))).toMatchObject({ revision: tenth.revision, state: { count: 9 } })
})

it('undoes everything of a change that fails half-way', async () => {
  const half = changeMatters(database, now, async (desk) => {
    await desk.append(NOTE, 'n1', [{ type: 'note.made', at: now, actor: RULE, body: { text: 'a', area: 'east' } }])
    await desk.close(now)
    throw new Error('half-way')
  })
  await expect(half).rejects.toThrow('half-way')
  expect(await findMatter(database, 'order', 'n1')).toBeUndefined()
  expect(await server.ask(await urlOf(), 'select revision from guanlan.head')).toEqual([{ revision: '0' }])
})

it('asks the record nothing more once its book is closed, whatever look was still to come', async () => {
  const { query } = database
  const answer = Promise.withResolvers<void>()
  let asked = 0
  database.query = async (...question: Parameters<typeof query>) => {
    asked += 1
    await answer.promise
    return query(...question) as never
  }
  const looks = [book.refresh(), book.refresh()]
  const closing = book.close()
  answer.resolve()
  await Promise.all([...looks, closing])
  expect(asked).toBe(1)
})

it('lists what was open at a revision, as it was known then, to those whom it concerned', async () => {
  const app = Fastify()
  let subject = person('commander', 'city')
  app.decorateRequest('subject', { getter: () => subject })
  await app.register(matters, { database, lives: EVERY_KIND, tree: TREE })
  const list = async (asOf: number) => (await app.inject(`/api/matters/order?asOf=${asOf}`)).json().matters as Matter<Note>[]
  const made = await command('commander', 'city', makeNote, 'command-1', { id: 'n1', text: 'a', area: 'east' })
  const other = await command('commander', 'city', makeNote, 'command-2', { id: 'n2', text: 'b', area: 'west' })
  const ended = await changeMatters(database, now, async (desk) => {
    await desk.append(NOTE, 'n1', [
      { type: 'note.counted', at: now, actor: RULE, body: null },
      { type: 'note.ended', at: now, actor: RULE, body: null },
    ])
  })
  expect(await list(made.revision - 1)).toEqual([])
  expect(await list(made.revision)).toMatchObject([{ id: 'n1', version: 1, isOpen: true, state: { count: 0 } }])
  expect((await list(other.revision)).map(({ id }) => id)).toEqual(['n1', 'n2'])
  expect((await list(ended.revision ?? 0)).map(({ id }) => id)).toEqual(['n2'])
  subject = person('town-staff', 'east')
  expect((await list(other.revision)).map(({ id }) => id)).toEqual(['n1'])
  subject = wall()
  expect(await list(made.revision)).toMatchObject([{ state: { text: '' } }])
  await app.close()
})

it('finds after a failed look what was called out to nobody else', async () => {
  const { query } = database
  database.query = () => Promise.reject(new Error('away'))
  await changeMatters(database, now, (desk) =>
    desk.append(NOTE, 'n1', [{ type: 'note.made', at: now, actor: RULE, body: { text: 'a', area: 'east' } }]),
  )
  await book.refresh()
  expect(faults.splice(0)).not.toEqual([])
  database.query = query
  wake()
  await expect.poll(() => book.open('order').map(({ id }) => id)).toEqual(['n1'])
})

describe('those who follow', () => {
  let watches: Watches
  let told: Record<string, MatterPatch[]>
  beforeEach(() => {
    watches = new Watches({
      epoch: 'e',
      book,
      lives: EVERY_KIND,
      tree: TREE,
      counts: NO_COUNTS,
      now: () => now,
    })
    told = { city: [], east: [], west: [], wall: [] }
    for (const area of ['city', 'east', 'west']) watches.enter(area, person('commander', area), (patch) => told[area]?.push(patch))
    watches.enter('wall', wall(), (patch) => told.wall?.push(patch))
  })
  afterEach(() => watches.close())

  async function make(id = 'n1', area = 'east'): Promise<void> {
    await command('commander', 'city', makeNote, `make-${id}-${area}`, { id, text: 'secret', area })
    await book.refresh()
  }
  async function count(times: string, id = 'n1'): Promise<void> {
    await command('commander', 'city', countNote, `count-${times}-${id}`, { id })
    await book.refresh()
  }
  async function end(id = 'n1'): Promise<void> {
    await changeMatters(database, now, (desk) => desk.append(NOTE, id, [{ type: 'note.ended', at: now, actor: RULE, body: null }]))
    await book.refresh()
  }

  it('[P68] are shown the open ones of a kind, or one with its events, open or not', async () => {
    await make('n1')
    await make('n2')
    await count('once', 'n1')
    await end('n1')
    const all = await watches.watch('city', { kind: 'order' })
    expect(all).toMatchObject({ watch: 'order', epoch: 'e', matters: [{ id: 'n2', version: 1, isOpen: true }] })
    const one = await watches.watch('city', { kind: 'order', id: 'n1', log: true })
    expect(one).toMatchObject({ watch: 'order/n1/log', matters: [{ id: 'n1', version: 3, isOpen: false }] })
    expect(one.log?.map(({ version, event }) => [version, event.type])).toEqual([
      [1, 'note.made'],
      [2, 'note.counted'],
      [3, 'note.ended'],
    ])
  })

  it('[P69] hear of what concerns them, and of nothing else', async () => {
    for (const id of Object.keys(told)) expect((await watches.watch(id, { kind: 'order' })).matters).toEqual([])
    await make('n1', 'east')
    await make('n2', 'city')
    const heard = Object.fromEntries(Object.entries(told).map(([id, patches]) => [id, patches.flatMap(({ changed }) => changed)]))
    expect(Object.entries(heard).map(([id, matters]) => [id, matters.map((matter) => matter.id)])).toEqual([
      ['city', ['n1', 'n2']],
      ['east', ['n1', 'n2']],
      ['west', ['n2']],
      ['wall', ['n1', 'n2']],
    ])
    await expect(watches.watch('west', { kind: 'order', id: 'n1' })).rejects.toMatchObject({ code: 'matter/unknown' })
    await expect(watches.watch('west', { kind: 'order', id: 'n9' })).rejects.toMatchObject({ code: 'matter/unknown' })
  })

  it('[P70] hear each change once, in order, and that a matter closed', async () => {
    await make()
    await watches.watch('city', { kind: 'order' })
    await watches.watch('east', { kind: 'order', id: 'n1', log: true })
    await count('once')
    await end()
    expect(told.city).toMatchObject([
      { changed: [{ version: 2 }], gone: [] },
      { changed: [], gone: ['n1'] },
    ])
    expect(told.east).toMatchObject([{ log: [{ version: 2 }] }, { log: [{ version: 3 }], changed: [{ isOpen: false }], gone: [] }])
    expect(book.open('order')).toEqual([])
  })

  it('[P71] hold a chain without a gap, whatever else the record took in meanwhile', async () => {
    const { revision } = await watches.watch('city', { kind: 'order' })
    await watches.watch('west', { kind: 'order' })
    await make('n1', 'west')
    await make('n2', 'east')
    await make('n3', 'west')
    for (const patches of [told.city, told.west])
      expect(patches?.map(({ from }) => from)).toEqual([revision, ...(patches ?? []).map(({ to }) => to)].slice(0, -1))
    expect(told.west).toHaveLength(2)
  })

  it('[P72] see nothing personal on a wall, and no events', async () => {
    await make()
    const shown = await watches.watch('wall', { kind: 'order', id: 'n1', log: true })
    expect(shown).toMatchObject({ matters: [{ state: { text: '' } }], log: [] })
    await count('once')
    expect(told.wall).toMatchObject([{ changed: [{ state: { text: '', count: 1 } }], log: [] }])
  })

  it('[P73] hear nothing more of what they let go', async () => {
    await watches.watch('city', { kind: 'order' })
    expect(watches.unwatch('city', { watch: 'order' })).toEqual({ watch: 'order' })
    await watches.watch('east', { kind: 'order' })
    watches.leave('east')
    await make()
    expect([told.city, told.east]).toEqual([[], []])
  })

  it('[P74] have so many watches and no more', async () => {
    for (let index = 0; index < MAX_WATCHES; index++) await make(`n${index}`)
    for (let index = 0; index < MAX_WATCHES; index++) await watches.watch('city', { kind: 'order', id: `n${index}` })
    await expect(watches.watch('city', { kind: 'order' })).rejects.toMatchObject({ code: 'live/too-many-views' })
    watches.unwatch('city', { watch: 'order/n0' })
    await watches.watch('city', { kind: 'order' })
  })
})

async function urlOf(): Promise<string> {
  const [row] = await database.query<{ name: string }>('select current_database() as name')
  const url = new URL(await server.empty())
  url.pathname = row?.name ?? ''
  return url.href
}

function command<Input>(role: Role, area: string, verb: Parameters<typeof runCommand<Input>>[2], commandId: string, input: Input) {
  const request = { subject: person(role, area), ip: '127.0.0.1', id: 'r', headers: {} } as unknown as FastifyRequest
  const parts = { database, audit: new PostgresAuditLog(), now: () => now, random: randomBytes }
  return runCommand(parts, request, verb, { commandId, device: 'test' }, input)
}

function person(role: Role, area: string): Subject {
  return {
    ...{ kind: 'person', account: { id: `${role} ${area}`, name: role }, session: 's', assurance: 'password', owes: [] },
    remit: { id: 'r', role, area, domains: 'all' },
  }
}

function wall(): Subject {
  const remit = { id: 'w', role: 'wall-screen', area: 'city', domains: 'all' } as const
  return { kind: 'screen', screen: { id: 'w', name: 'wall', display: 'wall' }, remit }
}
