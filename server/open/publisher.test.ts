import { Compile } from 'typebox/compile'
import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenBlockFigure, OpenBlockSchema, OpenCatalogueSchema } from '#contract/open.ts'
import { metric, SMALL_AREAS } from '../hub/testing/small-city.ts'
import { type OpenCity, openCity, openList } from './testing/open-city.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** 2026-09-08 10:00:00 in Shanghai. */
const TEN = Date.parse('2026-09-08T10:00:00+08:00')

const OPEN = { audiences: ['government', 'public'] as ('government' | 'public')[] }
const VISITS = metric('clinic.visits', { ...OPEN })
const CLEAN = metric('air.index', { ...OPEN, kind: 'gauge', rollUp: { area: 'max', time: 'max' }, range: [0, 500] })
const ON_TIME = metric('desk.on_time', {
  ...OPEN,
  kind: 'gauge',
  rollUp: { area: 'ratio', time: 'ratio' },
  scale: 100,
  decimals: 1,
  range: [0, 100],
})
const SECRET = metric('police.calls', { audiences: ['government'] })
const INTERNAL = metric('clinic.beds', { ...OPEN, sensitivity: 'internal' })
const METRICS = [VISITS, CLEAN, ON_TIME, SECRET, INTERNAL]

const LIST = openList([
  { metric: 'clinic.visits' },
  { metric: 'air.index', protect: false, step: undefined as never },
  { metric: 'desk.on_time', depth: 'city' },
])

let city: OpenCity
beforeEach(async () => {
  city = await openCity(METRICS, SMALL_AREAS, LIST, TEN)
})

describe('what is published', () => {
  it('shows an unprotected figure half a minute after it is known, a protected one when its hour is over', async () => {
    await city.say([
      visits('a', 10, 8),
      visits('b', 10, 30),
      visits('c', 10, 12),
      { metric: 'air.index', area: 'a', at: TEN, value: 61 },
    ])
    await city.pass(2 * MINUTE)
    expect(figure('air.index').cells[0]).toEqual({ area: 'city', value: 61 })
    expect(figure('clinic.visits')).toMatchObject({ window: null, freshness: 'empty' })
    await city.pass(HOUR)
    expect(figure('clinic.visits')).toMatchObject({
      window: [TEN, TEN + HOUR],
      freshness: 'live',
      coverage: { reported: 3, expected: 3 },
    })
    expect(cells('clinic.visits')).toEqual({ city: 50, east: 38, west: 12, a: 8, b: 30, c: 12 })
  })

  it('hides a small count and what would give it away, and says so instead of zero', async () => {
    await city.say([visits('a', 10, 3), visits('b', 10, 30), visits('c', 10, 12)])
    await city.pass(HOUR + 2 * MINUTE)
    expect(cells('clinic.visits')).toEqual({ city: 45, east: 33, west: 12, a: 'protected', b: 'protected', c: 12 })
    await city.say([visits('a', 11, 0), visits('b', 11, 30), visits('c', 11, 12)])
    await city.pass(HOUR)
    expect(cells('clinic.visits')).toMatchObject({ city: 42, a: 'protected', b: 'protected' })
  })

  it('publishes a rate only where both its sides are many', async () => {
    await city.say(['a', 'b', 'c'].map((area) => ({ metric: 'desk.on_time', area, at: TEN, numerator: 90, denominator: 100 })))
    await city.pass(HOUR + 2 * MINUTE)
    expect(cells('desk.on_time')).toEqual({ city: 90 })
    await city.say(
      ['a', 'b', 'c'].map((area) => ({ metric: 'desk.on_time', area, at: TEN + HOUR, numerator: 99, denominator: 100 })),
    )
    await city.pass(HOUR)
    expect(cells('desk.on_time')).toEqual({ city: 'protected' })
    expect(JSON.stringify(block())).not.toMatch(/numerator|denominator/)
  })

  it('never tells an hour a second time, whatever is corrected and however often the server restarts', async () => {
    await city.say([visits('a', 10, 8), visits('b', 10, 30), visits('c', 10, 12)])
    await city.pass(HOUR + 2 * MINUTE)
    const told = figure('clinic.visits')
    await city.say([visits('a', 10, 9)])
    await city.pass(5 * MINUTE)
    city.restart()
    await city.pass(5 * MINUTE)
    expect(figure('clinic.visits')).toEqual(told)
  })

  it('tells no day whose hours were told, when the list comes to ask for days', async () => {
    await city.say([visits('a', 10, 8), visits('b', 10, 30), visits('c', 10, 12)])
    await city.pass(HOUR + 2 * MINUTE)
    const told = figure('clinic.visits')
    city.restart(openList([{ metric: 'clinic.visits', step: 'P1D' }]))
    await city.pass(15 * HOUR)
    expect(figure('clinic.visits').window).toEqual(told.window)
    expect(cells('clinic.visits').city).toBe(50)
  })

  it('waits for an area that is missing, and says that it is none, not zero', async () => {
    await city.say([visits('a', 10, 8), visits('b', 10, 30)])
    await city.pass(HOUR + 10 * MINUTE)
    expect(figure('clinic.visits').window).toBeNull()
    await city.pass(10 * MINUTE)
    expect(cells('clinic.visits')).toEqual({ city: 38, east: 38, west: 'none', a: 8, b: 30, c: 'none' })
    expect(figure('clinic.visits').coverage).toEqual({ reported: 2, expected: 3 })
  })

  it('calls a figure late, then silent, when nothing more is released', async () => {
    await city.say([visits('a', 10, 8), visits('b', 10, 30), visits('c', 10, 12)])
    await city.pass(HOUR + 2 * MINUTE)
    await city.pass(80 * MINUTE)
    expect(figure('clinic.visits').freshness).toBe('late')
    await city.pass(60 * MINUTE)
    expect(figure('clinic.visits').freshness).toBe('silent')
  })

  it('shows a figure where list and metric both allow it, and nowhere else', async () => {
    city.restart(openList([{ metric: 'clinic.visits' }, { metric: 'police.calls' }, { metric: 'clinic.beds' }]))
    await city.say([
      visits('a', 10, 8),
      visits('b', 10, 30),
      visits('c', 10, 12),
      { metric: 'police.calls', area: 'a', at: TEN, value: 777 },
    ])
    await city.pass(2 * HOUR)
    expect(block().figures.map((each) => each.metric)).toEqual(['clinic.visits'])
    expect(JSON.stringify([city.publisher.catalogues, block()])).not.toMatch(/police|beds|777|air\.index/)
  })

  it('is of the form its readers are promised', async () => {
    await city.say([visits('a', 10, 3), visits('b', 10, 30), { metric: 'air.index', area: 'a', at: TEN, value: 61 }])
    await city.pass(2 * HOUR)
    expect(Compile(OpenBlockSchema).Errors(JSON.parse(JSON.stringify(block())))).toEqual([])
    expect(Compile(OpenCatalogueSchema).Errors(JSON.parse(JSON.stringify(city.publisher.catalogues.public)))).toEqual([])
  })
})

describe('closed blocks', () => {
  it('are the last block of their stretch and never change', async () => {
    await city.say([{ metric: 'air.index', area: 'a', at: TEN, value: 61 }])
    await city.pass(16 * MINUTE)
    const closed = await city.publisher.closedBlock('public', 'today', TEN)
    expect(closed?.block).toMatchObject({ closed: true, window: [TEN, TEN + 15 * MINUTE], at: TEN + 14 * MINUTE })
    expect(block().previous).toBe(TEN)
    await city.say([{ metric: 'air.index', area: 'a', at: TEN, value: 99 }])
    city.restart()
    await city.pass(20 * MINUTE)
    expect((await city.publisher.closedBlock('public', 'today', TEN))?.json.plain.equals(closed?.json.plain as Buffer)).toBe(true)
  })

  it('are not made up for a time in which nobody published', async () => {
    await city.say([{ metric: 'air.index', area: 'a', at: TEN, value: 61 }])
    await city.pass(16 * MINUTE)
    city.restart()
    city.now += 2 * HOUR
    await city.pass(16 * MINUTE)
    expect(await city.publisher.closedBlock('public', 'today', TEN + HOUR)).toBeUndefined()
  })

  it('are of no other audience', async () => {
    await city.say([{ metric: 'air.index', area: 'a', at: TEN, value: 61 }])
    await city.pass(16 * MINUTE)
    expect(await city.publisher.closedBlock('enterprise', 'today', TEN)).toBeUndefined()
    expect(city.publisher.block('enterprise', 'today')).toBeUndefined()
  })
})

function visits(area: string, hour: number, value: number) {
  return { metric: 'clinic.visits', area, at: TEN + (hour - 10) * HOUR, value }
}

function block() {
  const found = city.publisher.block('public', 'today')
  if (!found) throw new Error('nothing was published')
  return found.block
}

function figure(id: string): OpenBlockFigure {
  return block().figures.find((each) => each.metric === id) as OpenBlockFigure
}

/** The cells of a figure as a reader sees them. */
function cells(id: string): Record<string, number | 'protected' | 'none'> {
  return Object.fromEntries(figure(id).cells.map((cell) => [cell.area, cell.protected ? 'protected' : (cell.value ?? 'none')]))
}
