import { expect, it } from 'vitest'
import type { EntityKind } from '#contract/entity-kind.ts'
import { EntityBook } from './entity-book.ts'
import type { JudgeParts } from './judge.ts'
import type { RowWords } from './read-row.ts'
import { type Taken, takeRows } from './take-rows.ts'

const NOW = Date.parse('2026-11-23T10:00:00+08:00')
const NAMES = { zh: '救护车一号', en: 'Ambulance 1' }
const car: EntityKind = {
  ...{ id: 'car', names: { zh: '车', en: 'Car' }, domain: 'd', department: 'fleet', mark: 'disc', moves: true, promise: 'PT30S' },
  attributes: [{ id: 'plate', names: { zh: '车牌', en: 'Plate' } }],
}
const house: EntityKind = { ...car, id: 'house', mark: 'house', moves: false }
const words: RowWords & JudgeParts = {
  kinds: new Map([car, house].map((kind) => [kind.id, kind])),
  departments: new Set(['fleet', 'health']),
  isArea: (code) => ['city', 'west', 'east'].includes(code),
  findArea: (lon) => (lon < 113 ? 'west' : lon < 114 ? 'east' : undefined),
  root: 'city',
}

it('knows a thing from its first row: its names, its department by its kind, its area by its place', () => {
  const { book, say } = city()
  expect(say(first({ attributes: { plate: '粤S12345' } })).answer).toMatchObject({ accepted: 1, unplaced: 0, rejectedCount: 0 })
  expect(book.get('a')?.entity).toEqual({
    ...{ id: 'a', kind: 'car', names: NAMES, department: 'fleet', area: 'east', attributes: { plate: '粤S12345' } },
    ...{ heardAt: NOW, place: { lon: 113.5, lat: 23 } },
  })
})

it('moves a thing forward and never back: what is late is kept in its track alone', () => {
  const { book, say } = city()
  say(first())
  say({ id: 'a', time: at(20_000), place: { lon: 112.5, lat: 23, heading: 90, speed: 11 } })
  expect(book.get('a')?.entity).toMatchObject({ area: 'west', heardAt: NOW + 20_000, place: { lon: 112.5, heading: 90 } })
  const late = say({ id: 'a', time: at(10_000), place: { lon: 113.9, lat: 23 } })
  expect(late.answer).toMatchObject({ accepted: 0, late: 1 })
  expect(late.changed).toEqual([])
  expect(late.tracked).toMatchObject([{ at: NOW + 10_000, area: 'east' }])
  expect(book.get('a')?.entity.place?.lon).toBe(112.5)
})

it.each([{ lon: 181, lat: 91 }, { lon: 0, lat: 0 }, { lon: 9999999, lat: 9999999 }, { lon: 'NaN', lat: 'NaN' }, null])(
  'takes %j for a place that is not known: the thing is there, and nowhere on the map',
  (place) => {
    const { book, say } = city()
    say(first())
    expect(say({ id: 'a', time: at(1000), place }).answer).toMatchObject({ accepted: 1, unplaced: 1 })
    expect(book.get('a')?.entity).toMatchObject({ place: null, area: 'east', heardAt: NOW + 1000 })
  },
)

it('knows a row it was told before, and takes another word about the same time for a correction', () => {
  const { book, say } = city()
  say(first())
  expect(say(first()).answer).toMatchObject({ duplicates: 1, accepted: 0 })
  expect(say(first({ place: { lon: 113.6, lat: 23 } })).answer).toMatchObject({ accepted: 1 })
  expect(book.get('a')?.entity.place?.lon).toBe(113.6)
})

it('believes of a thing only the source that reported it first', () => {
  const { say } = city()
  say(first())
  const { answer } = say({ id: 'a', time: at(1000), place: null }, 2)
  expect(answer.rejected.map(({ code }) => code)).toEqual(['row/of-another-source'])
})

it('keeps the area a source says over the one the place lies in, and a place outside all areas in the city', () => {
  const { book, say } = city()
  say(first({ area: 'west' }))
  say({ id: 'a', time: at(1000), place: { lon: 113.7, lat: 23 } })
  expect(book.get('a')?.entity.area).toBe('west')
  say(first({ id: 'b', place: { lon: 115, lat: 23 } }))
  expect(book.get('b')?.entity.area).toBe('city')
})

it('turns a place of a declared system into WGS84', () => {
  const { book, say } = city()
  say(first({ place: { lon: 113.5, lat: 23, system: 'GCJ-02' } }))
  const { lon = 0, lat = 0 } = book.get('a')?.entity.place ?? {}
  expect(Math.hypot(lon - 113.5, lat - 23) * 111_320).toBeGreaterThan(300)
})

it('says of each bad row its place, its code and why, and takes its neighbours', () => {
  const { say } = city()
  const rows: readonly (readonly [code: string, row: unknown])[] = [
    ['row/not-an-object', 5],
    ['row/id-missing', first({ id: '' })],
    ['row/id-invalid', first({ id: 'a b' })],
    ['row/time-missing', first({ time: undefined })],
    ['row/time-invalid', first({ time: '2026-11-23 10:00' })],
    ['row/time-future', first({ time: at(600_000) })],
    ['row/time-range', first({ time: '1889-01-01T00:00:00Z' })],
    ['row/kind-missing', first({ id: 'x', kind: undefined })],
    ['row/kind-unknown', first({ id: 'x', kind: 'spaceship' })],
    ['row/names-missing', first({ id: 'x', names: undefined })],
    ['row/names-invalid', first({ id: 'x', names: { zh: ' ' } })],
    ['row/names-invalid', first({ id: 'x', names: { zh: 'a\u0000b' } })],
    ['row/names-invalid', first({ id: 'x', names: { zh: 'half of a smile \ud83d' } })],
    ['row/department-unknown', first({ id: 'x', department: 'moon' })],
    ['row/area-unknown', first({ id: 'x', area: 'moon' })],
    ['row/attribute-unknown', first({ id: 'x', attributes: { driver: '张三' } })],
    ['row/attribute-invalid', first({ id: 'x', attributes: { plate: [] } })],
    ['row/place-invalid', first({ id: 'x', place: '113,23' })],
    ['row/place-invalid', first({ id: 'x', place: { lon: '113.5', lat: 23 } })],
    ['row/place-impossible', first({ id: 'x', place: { lon: 23, lat: 113.5 } })],
    ['row/coordinates-unknown', first({ id: 'x', place: { lon: 113.5, lat: 23, system: 'EPSG:4490' } })],
  ]
  const { answer } = say(...rows.map(([, row]) => row), first())
  expect(answer.rejected.map(({ code, index }) => [index, code])).toEqual(rows.map(([code], index) => [index, code]))
  expect(answer).toMatchObject({ accepted: 1, rejectedCount: rows.length })
  expect(say(first({ kind: 'house' })).answer.rejected).toMatchObject([{ code: 'row/kind-changed' }])
})

it('keeps of a track the first place of each ten seconds, and that a place was lost or found', () => {
  const { say } = city()
  say(first())
  const seconds = Array.from({ length: 30 }, (_, index) => index + 1)
  const tracked = seconds.flatMap((second) => say({ id: 'a', time: at(second * 1000), place: spot(second) }).tracked)
  expect(tracked.map((one) => (one.at - NOW) / 1000)).toEqual([10, 20, 30])
  const lost = say({ id: 'a', time: at(31_000), place: null }, { id: 'a', time: at(32_000), place: spot(32) })
  expect(lost.tracked.map(({ place }) => place === null)).toEqual([true, false])
})

it('judges the rows of one part one after the other', () => {
  const { book, say } = city()
  const { answer, changed } = say(first(), { id: 'a', time: at(5000), place: null }, { id: 'a', time: at(3000), place: spot(3) })
  expect(answer).toMatchObject({ accepted: 2, late: 1, unplaced: 1 })
  expect(changed).toHaveLength(1)
  expect(book.get('a')?.entity).toMatchObject({ heardAt: NOW + 5000, place: null })
})

function first(over: Record<string, unknown> = {}) {
  return { id: 'a', time: at(0), kind: 'car', names: NAMES, place: { lon: 113.5, lat: 23 }, ...over }
}

function at(ms: number): string {
  return new Date(NOW + ms).toISOString()
}

function spot(step: number) {
  return { lon: 113.5 + step / 1000, lat: 23 }
}

/** A book that takes in what is said; the last argument may be the source's number. */
function city(): { book: EntityBook; say(...rows: readonly unknown[]): Taken } {
  const book = new EntityBook()
  return {
    book,
    say: (...rows) => {
      const source = typeof rows.at(-1) === 'number' && rows.length > 1 ? (rows.at(-1) as number) : 1
      const taken = takeRows(source === 1 ? rows : rows.slice(0, -1), source, NOW + 60_000, book, words)
      book.write(taken.changed)
      return taken
    },
  }
}
