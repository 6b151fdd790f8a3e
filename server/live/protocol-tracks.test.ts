import { describe, expect, it } from 'vitest'
import { areaTree } from '#contract/catalogue.ts'
import type { Entity } from '#contract/entity.ts'
import type { SocketError } from '#contract/live.ts'
import type { Place } from '#contract/place.ts'
import type { Moves, Tracked } from '#contract/track.ts'
import { decodeMoves } from '#contract/track-codec.ts'
import { catalogueInScope } from '../access/policy/scope.ts'
import { EntityBook } from '../entities/entity-book.ts'
import { cityModel } from '../hub/city-model.ts'
import type { LiveGuard } from './live-guard.ts'
import { scriptedHub, TINY_CATALOGUE } from './testing/scripted-hub.ts'
import { type TestedCity, testedCity } from './testing/tested-city.ts'
import { type TrackLine, Tracks } from './tracks.ts'

const CARS = { kinds: ['car'] }

describe('following what moves', () => {
  it('[P75] everything of some kinds in an area is told by index, with a frame that places all of it', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113.5, lat: 23, heading: 90 }), thing('b', null), thing('h', { lon: 1, lat: 1 }, { kind: 'house' }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const tracked = await screen.ask<Tracked>('track', CARS)
    expect(tracked.identities).toEqual(
      ['a', 'b'].map((id) => ({ id, kind: 'car', names: { zh: id, en: id }, department: 'fleet' })),
    )
    const frame = decodeMoves(bytesOf(tracked))
    expect(frame).toMatchObject({ isWhole: true, count: 2, at: tracked.at })
    expect([...frame.index]).toEqual([0, 1])
  })

  it('[P76] a frame is read as the page says, byte by byte', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113.5, lat: -23.25, heading: 90.5 }, { heardAt: NOW - 1_500 }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const { frame, at } = await screen.ask<Tracked>('track', CARS)
    const bytes = Buffer.from(frame as Uint8Array)
    expect([bytes.readUInt8(0), bytes.readUInt8(1), bytes.readUInt16LE(2), bytes.readUInt32LE(4)]).toEqual([1, 1, 0, 1])
    expect(bytes.readDoubleLE(8)).toBe(at)
    expect([bytes.readUInt32LE(16), bytes.readInt32LE(20), bytes.readInt32LE(24)]).toEqual([0, 113_500_000, -23_250_000])
    expect([bytes.readUInt32LE(28), bytes.readUInt16LE(32), bytes.readUInt8(34), bytes.length]).toEqual([15, 9_050, 0, 35])
  })

  it('[P77] a remit follows its own kinds and areas, and what lies beyond is as unknown as what is not there', async () => {
    const book = new EntityBook()
    say(book, thing('n', { lon: 1, lat: 1 }, { area: 'north' }), thing('s', { lon: 1, lat: 1 }, { area: 'south' }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'north' })
    expect((await screen.ask<Tracked>('track', CARS)).identities.map(({ id }) => id)).toEqual(['n'])
    const refused = async (request: object) => (await screen.ask<SocketError>('track', request)).error.code
    expect(await refused({ kinds: ['car'], area: 'south' })).toBe('series/unknown-area')
    expect(await refused({ kinds: ['car'], area: 'nowhere' })).toBe('series/unknown-area')
    expect(await refused({ kinds: ['secret'] })).toBe('entity/unknown-kind')
    expect(await refused({ kinds: ['spaceship'] })).toBe('entity/unknown-kind')
  })

  it('[P78] what moved several times between two ticks is told once, and nothing is told when nothing moved', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113, lat: 23 }), thing('b', { lon: 114, lat: 23 }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const heard = listen(screen.socket)
    await screen.ask<Tracked>('track', CARS)
    for (let step = 1; step <= 5; step++) say(book, thing('b', { lon: 114 + step / 100, lat: 23 }))
    city.tick()
    city.tick()
    await screen.settle()
    expect(heard).toHaveLength(1)
    const frame = decodeMoves(bytesOf(heard[0] as Moves))
    expect(frame).toMatchObject({ isWhole: false, count: 1 })
    expect([frame.index[0], frame.lon[0]]).toEqual([1, 114_050_000])
  })

  it('[P79] a new thing has the next index and is named with its first move, and so is one that is renamed', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113, lat: 23 }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const heard = listen(screen.socket)
    await screen.ask<Tracked>('track', CARS)
    say(book, thing('b', { lon: 114, lat: 23 }))
    city.tick()
    say(book, thing('b', { lon: 114.1, lat: 23 }))
    city.tick()
    say(book, thing('b', { lon: 114.2, lat: 23 }, { names: { zh: '乙', en: 'B' } }))
    city.tick()
    await screen.settle()
    expect(heard.map(({ identities }) => identities?.map(({ index, names }) => [index, names.zh]))).toEqual([
      [[1, 'b']],
      undefined,
      [[1, '乙']],
    ])
  })

  it('[P80] what is nowhere known, and what left the area, is told by its state and without coordinates', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113, lat: 23 }, { area: 'north' }), thing('b', { lon: 113, lat: 23 }, { area: 'north' }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const heard = listen(screen.socket)
    await screen.ask<Tracked>('track', { ...CARS, area: 'north' })
    say(book, thing('a', null, { area: 'north' }), thing('b', { lon: 114, lat: 23 }, { area: 'south' }))
    city.tick()
    say(book, thing('b', { lon: 114.5, lat: 23 }, { area: 'south' }))
    city.tick()
    say(book, thing('b', { lon: 113, lat: 23 }, { area: 'north' }))
    city.tick()
    await screen.settle()
    const frames = heard.map((moves) => decodeMoves(bytesOf(moves)))
    expect(frames.map(({ state }) => [...state])).toEqual([[1, 2], [0]])
    expect([...(frames[0]?.lon ?? []), ...(frames[0]?.lat ?? [])]).toEqual(Array(4).fill(0x7fffffff))
    expect([frames[1]?.index[0], frames[1]?.lon[0]]).toEqual([1, 113_000_000])
  })

  it('[P81] a screen that does not keep up is told at last where everything is, and costs the others nothing', () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113, lat: 23 }), thing('b', { lon: 114, lat: 23 }))
    let now = NOW
    const cast: Moves[] = []
    const slow = scriptedLine('slow')
    const fast = scriptedLine('fast')
    const unread = () => [slow.line, fast.line]
    const tracks = new Tracks({ book, now: () => now, cast: (_room, moves) => cast.push(moves), unread })
    for (const { line } of [slow, fast]) {
      tracks.track(line, { kinds: new Set(['car']), tree: areaTree(TINY_CATALOGUE.areas) }, CARS)
    }
    const step = (ms = 250) => {
      now += ms
      tracks.tick()
    }
    slow.backlog = 300_000
    step()
    expect([...slow.rooms]).toEqual([])
    for (let round = 1; round <= 8; round++) {
      say(book, thing('b', { lon: 114 + round / 100, lat: 23 }))
      step()
    }
    say(book, thing('c', { lon: 115, lat: 23 }))
    step()
    expect([cast.length, slow.heard.length]).toEqual([9, 0])
    slow.backlog = 0
    step()
    expect(slow.heard).toHaveLength(1)
    const [caught] = slow.heard as [Moves]
    const frame = decodeMoves(caught.frame)
    expect([[...frame.index], [...frame.lon]]).toEqual([
      [1, 2],
      [114_080_000, 115_000_000],
    ])
    expect(caught.identities).toMatchObject([{ index: 2, id: 'c' }])
    expect(slow.rooms).toEqual(fast.rooms)
    say(book, thing('a', { lon: 113.5, lat: 23 }))
    step()
    expect([cast.length, slow.heard.length]).toEqual([10, 1])
  })

  it('[P82] readers of different remits share the track of what both may see', async () => {
    const book = new EntityBook()
    say(book, thing('n', { lon: 1, lat: 1 }, { area: 'north' }))
    await using city = await cityOf(book)
    const [near, far] = [await city.connect({ token: 'north' }), await city.connect({ token: 'whole' })]
    const request = { ...CARS, area: 'north' }
    const [own, other] = [await near.ask<Tracked>('track', request), await far.ask<Tracked>('track', request)]
    expect(other.track).toBe(own.track)
    expect((await near.ask<Tracked>('track', CARS)).track).toBe(own.track)
    const heard = [listen(near.socket), listen(far.socket)]
    say(book, thing('n', { lon: 2, lat: 2 }, { area: 'north' }))
    city.tick()
    await near.settle()
    await far.settle()
    expect(heard[0]).toHaveLength(1)
    expect(bytesOf(heard[1]?.[0] as Moves)).toEqual(bytesOf(heard[0]?.[0] as Moves))
  })

  it('[P83] a track that is ended is told nothing more, and one that was not asked for cannot be ended', async () => {
    const book = new EntityBook()
    say(book, thing('a', { lon: 113, lat: 23 }))
    await using city = await cityOf(book)
    const screen = await city.connect({ token: 'whole' })
    const heard = listen(screen.socket)
    const { track } = await screen.ask<Tracked>('track', CARS)
    expect(await screen.ask('untrack', { track })).toEqual({ track })
    expect(await screen.ask<SocketError>('untrack', { track })).toMatchObject({ error: { code: 'live/view-unknown' } })
    say(book, thing('a', { lon: 114, lat: 23 }))
    city.tick()
    await screen.settle()
    expect(heard).toEqual([])
  })

  it('[P84] a fifth track is refused, and following one of the four again is not', async () => {
    await using city = await cityOf(new EntityBook())
    const screen = await city.connect({ token: 'whole' })
    for (const area of ['city', 'north', 'south', 'west'])
      expect(await screen.ask('track', { ...CARS, area })).toHaveProperty('track')
    const fifth = await screen.ask<SocketError>('track', { kinds: ['house'], area: 'north' })
    expect(fifth.error.code).toBe('live/too-many-views')
    expect(await screen.ask('track', { ...CARS, area: 'city' })).toHaveProperty('track')
  })
})

const NOW = Date.UTC(2026, 8, 1)

function thing(id: string, place: Place | null, over: Partial<Entity> = {}): Entity {
  const named = { names: NAMES.get(id) ?? { zh: id, en: id }, department: 'fleet', attributes: {} }
  NAMES.set(id, named.names)
  return { id, kind: 'car', ...named, area: 'city', heardAt: NOW, place, ...over }
}

/** The same object each time, as the server keeps it: another one is another name. */
const NAMES = new Map<string, Entity['names']>()

function say(book: EntityBook, ...entities: readonly Entity[]): void {
  book.write(entities.map((entity) => ({ number: 1, source: 1, statedArea: undefined, entity, placedAt: NOW, trackedAt: NOW })))
}

/** A city whose readers are `whole` and `north`, by their tokens; both may see cars and houses. */
function cityOf(book: EntityBook): Promise<TestedCity> {
  const guard: LiveGuard = {
    admit: async ({ token }) => {
      const remit = { id: String(token), role: 'reader', area: token === 'north' ? 'north' : 'city', domains: 'all' } as const
      const scope = { area: remit.area, domains: 'all', clearance: 'internal', audience: 'government' } as const
      const model = cityModel(catalogueInScope(TINY_CATALOGUE, scope))
      const subject = { kind: 'program', reader: { id: remit.id, name: remit.id }, remit } as const
      return { subject, model, kinds: new Set(['car', 'house']) }
    },
    demand: () => undefined,
    onEnded: () => () => undefined,
  }
  return testedCity(scriptedHub(), { guard, entities: book })
}

function listen(socket: { on(event: string, hear: (moves: Moves) => void): void }): Moves[] {
  const heard: Moves[] = []
  socket.on('moves', (moves) => void heard.push(moves))
  return heard
}

function bytesOf({ frame }: Pick<Moves, 'frame'>): Uint8Array {
  return new Uint8Array(frame as Uint8Array)
}

function scriptedLine(id: string) {
  const rooms = new Set<string>()
  const heard: Moves[] = []
  const scripted = { backlog: 0, rooms, heard, line: undefined as unknown as TrackLine }
  scripted.line = {
    id,
    backlogBytes: () => scripted.backlog,
    join: (room) => void rooms.add(room),
    leave: (room) => void rooms.delete(room),
    moves: (moves) => void heard.push(moves),
  }
  return scripted
}
