import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IngestAnswer } from '#contract/observation.ts'
import { type HourQuery, type KeptHour, MOST_MISSING } from './hour-store.ts'
import type { ObservationBatch, RecordStore, RevisionCommit, StoredObservation, StoredPoint } from './record-store.ts'

/** 2026-09-08 10:00:00 in Shanghai. */
const TEN = Date.parse('2026-09-08T10:00:00+08:00')
const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000

const ANSWER: IngestAnswer = { accepted: 1, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }

/**
 * What every implementation of `RecordStore` keeps. `make` gives an empty record each time; `close` is called on it.
 * Run it from the implementation's own test file: `recordStoreContract('the record in memory', async () => memoryStore())`.
 */
export function recordStoreContract(name: string, make: () => Promise<RecordStore>): void {
  describe(`${name} keeps the contract of a record`, () => {
    let store: RecordStore

    /** Two sources of the record, for the tests that need somebody to say things. */
    let one = 0
    let two = 0

    beforeEach(async () => {
      store = await make()
      one = (await store.addSource('one', '01')).id
      two = (await store.addSource('two', '02')).id
    })
    afterEach(async () => {
      await store.close()
    })

    const figure = (area: string, at: number) =>
      ({ metric: 'calls.made', area, at, source: one, standing: 'authoritative' }) as const
    const said = (area: string, at: number, value: number): StoredObservation => ({ ...figure(area, at), value })
    const batch = (observations: readonly StoredObservation[]): ObservationBatch => ({
      source: one,
      receivedAt: TEN,
      observations,
      authorities: [],
    })

    describe('sources', () => {
      it('finds a source by the hash of its token, and nobody by another', async () => {
        const source = await store.addSource('water', 'aa11')
        expect(source).toEqual({ id: source.id, name: 'water', disabled: false })
        expect(await store.findSource('aa11')).toEqual(source)
        expect(await store.findSource('bb22')).toBeUndefined()
      })

      it('gives every source a number of its own and lists them', async () => {
        const water = await store.addSource('water', 'aa11')
        const power = await store.addSource('power', 'bb22')
        expect(water.id).not.toBe(power.id)
        expect((await store.sources()).map((source) => source.name).sort()).toEqual(['one', 'power', 'two', 'water'])
      })

      it('refuses a second source of the same name', async () => {
        await store.addSource('water', 'aa11')
        await expect(store.addSource('water', 'bb22')).rejects.toThrow()
        expect(await store.findSource('bb22')).toBeUndefined()
      })

      it('disables and enables a source by name, and says when there is none', async () => {
        await store.addSource('water', 'aa11')
        expect(await store.setSourceDisabled('water', true)).toBe(true)
        expect(await store.findSource('aa11')).toMatchObject({ disabled: true })
        expect(await store.setSourceDisabled('water', false)).toBe(true)
        expect(await store.findSource('aa11')).toMatchObject({ disabled: false })
        expect(await store.setSourceDisabled('fire', true)).toBe(false)
      })

      it('lets a new token open the door and the old one no more', async () => {
        const source = await store.addSource('water', 'aa11')
        expect(await store.replaceToken('water', 'cc33')).toEqual(source)
        expect(await store.findSource('cc33')).toEqual(source)
        expect(await store.findSource('aa11')).toBeUndefined()
        expect(await store.replaceToken('fire', 'dd44')).toBeUndefined()
      })
    })

    describe('observations', () => {
      it('gives back what was said, value or parts, with its standing', async () => {
        const value = said('a', TEN, 5.25)
        const parts: StoredObservation = { ...figure('b', TEN + 1), numerator: 1, denominator: 3 }
        const conflict: StoredObservation = { ...said('c', TEN + 2, -0.1), source: two, standing: 'conflict' }
        await store.commitBatches([batch([value, parts]), { ...batch([conflict]), source: two }])
        const found = await store.loadObservations([{ metric: 'calls.made', from: TEN, to: TEN + MINUTE }])
        expect(byArea(found).map(plain)).toEqual([value, parts, conflict].map(plain))
      })

      it('keeps the very digits of a figure', async () => {
        const figures = [0.1 + 0.2, 1 / 3, 5e-324, 1e17, -1e-7, Number.MAX_SAFE_INTEGER]
        await store.commitBatches([batch(figures.map((value, index) => said(`t${index}`, TEN, value)))])
        const found = await store.loadObservations([{ metric: 'calls.made', from: TEN, to: TEN + 1 }])
        expect(byArea(found).map(({ value }) => value)).toEqual(figures)
      })

      it('loads from the start of a window up to, not including, its end, and of the metric asked for only', async () => {
        await store.commitBatches([
          batch([said('a', TEN - 1, 1), said('a', TEN, 2), said('a', TEN + MINUTE - 1, 3), said('a', TEN + MINUTE, 4)]),
          batch([{ ...said('a', TEN, 9), metric: 'calls.missed' }]),
        ])
        const found = await store.loadObservations([{ metric: 'calls.made', from: TEN, to: TEN + MINUTE }])
        expect(found.map(({ value }) => value).sort()).toEqual([2, 3])
      })

      it('loads many windows of many metrics and years at once', async () => {
        const years = [1990, 2004, 2026].map((year) => Date.UTC(year, 5, 1))
        await store.commitBatches([batch(years.map((at, index) => said('a', at, index)))])
        await store.commitBatches([batch([{ ...said('a', TEN, 9), metric: 'calls.missed' }])])
        const found = await store.loadObservations([
          ...years.map((at) => ({ metric: 'calls.made', from: at, to: at + 1 })),
          { metric: 'calls.missed', from: TEN, to: TEN + 1 },
        ])
        expect(found.map(({ value }) => value).sort()).toEqual([0, 1, 2, 9])
        expect(await store.loadObservations([])).toEqual([])
      })

      it('says when each metric was last told of, whoever told and whatever came last', async () => {
        expect(await store.newestObservations()).toEqual([])
        const conflict: StoredObservation = { ...said('c', TEN + 2, 1), source: two, standing: 'conflict' }
        await store.commitBatches([batch([said('a', Date.UTC(1990, 5, 1), 1), { ...said('a', TEN, 9), metric: 'calls.missed' }])])
        await store.commitBatches([{ ...batch([conflict]), source: two }, batch([said('b', TEN - 400 * DAY, 1)])])
        const newest = await store.newestObservations()
        expect([...newest].sort((a, b) => a.metric.localeCompare(b.metric))).toEqual([
          { metric: 'calls.made', at: TEN + 2 },
          { metric: 'calls.missed', at: TEN },
        ])
      })

      it('takes the newest said by a source for a time, in later batches and later in one batch', async () => {
        await store.commitBatches([batch([said('a', TEN, 1), said('b', TEN, 1), said('b', TEN, 2)])])
        await store.commitBatches([batch([said('a', TEN, 5)]), batch([said('a', TEN, 6)])])
        const found = await store.loadObservations([{ metric: 'calls.made', from: TEN, to: TEN + 1 }])
        expect(byArea(found).map(({ area, value }) => [area, value])).toEqual([
          ['a', 6],
          ['b', 2],
        ])
      })

      it('keeps what two sources say of one figure and time apart', async () => {
        await store.commitBatches([
          batch([said('a', TEN, 1)]),
          { ...batch([{ ...said('a', TEN, 2), source: two, standing: 'conflict' }]), source: two },
        ])
        const found = await store.loadObservations([{ metric: 'calls.made', from: TEN, to: TEN + 1 }])
        const bySource = [...found].sort((a, b) => a.source - b.source)
        expect(bySource.map(({ source, value, standing }) => [source, value, standing])).toEqual([
          [one, 1, 'authoritative'],
          [two, 2, 'conflict'],
        ])
      })
    })

    describe('batches', () => {
      it('numbers batches in the order they were given', async () => {
        const first = await store.commitBatches([batch([said('a', TEN, 1)]), batch([said('b', TEN, 1)])])
        const second = await store.commitBatches([batch([said('c', TEN, 1)])])
        const numbers = [...first, ...second]
        expect(numbers).toHaveLength(3)
        expect([...numbers].sort((a, b) => a - b)).toEqual(numbers)
        expect(new Set(numbers).size).toBe(3)
      })

      it('remembers which batches were not rolled up yet, with the times they touched', async () => {
        const numbers = await store.commitBatches([
          batch([said('a', TEN, 1), said('b', TEN + 5, 1)]),
          batch([said('c', TEN + MINUTE, 1)]),
        ])
        expect((await store.unrolledBatches()).map(touching)).toEqual([
          [numbers[0], [`calls.made ${TEN}`, `calls.made ${TEN + 5}`]],
          [numbers[1], [`calls.made ${TEN + MINUTE}`]],
        ])
        await store.commitRevision(commit([], { rolledBatches: [numbers[0] as number] }))
        expect((await store.unrolledBatches()).map(({ batch }) => batch)).toEqual([numbers[1]])
        await store.commitRevision(commit([], { rolledBatches: [numbers[1] as number] }))
        expect(await store.unrolledBatches()).toEqual([])
      })

      it('remembers the first source of a figure for good', async () => {
        await store.commitBatches([{ ...batch([said('a', TEN, 1)]), authorities: [{ metric: 'calls.made', area: 'a' }] }])
        await store.commitBatches([{ ...batch([]), source: two, authorities: [{ metric: 'calls.made', area: 'b' }] }])
        const known = await store.authorities()
        expect(known.map(({ metric, area, source }) => `${metric} ${area} ${source}`).sort()).toEqual([
          `calls.made a ${one}`,
          `calls.made b ${two}`,
        ])
      })

      it('answers a repeated key as the first time, for that source only', async () => {
        await store.commitBatches([{ ...batch([said('a', TEN, 1)]), idempotency: { key: 'k1', bodyHash: 'h1', answer: ANSWER } }])
        expect(await store.findAnswer(one, 'k1')).toEqual({ bodyHash: 'h1', answer: ANSWER })
        expect(await store.findAnswer(one, 'k2')).toBeUndefined()
        expect(await store.findAnswer(two, 'k1')).toBeUndefined()
      })

      it('keeps the answer of a batch without any new row', async () => {
        const answer: IngestAnswer = {
          ...ANSWER,
          accepted: 0,
          rejected: [{ index: 0, code: 'row/value-missing', sentence: '缺 “value”.' }],
          rejectedCount: 1,
        }
        await store.commitBatches([{ ...batch([]), idempotency: { key: 'k1', bodyHash: 'h1', answer } }])
        expect(await store.findAnswer(one, 'k1')).toEqual({ bodyHash: 'h1', answer })
      })
    })

    describe('revisions', () => {
      it('begins at 0 and counts every commit, with points or events or neither', async () => {
        expect(await store.head()).toBe(0)
        expect(await store.commitRevision(commit([point('a', TEN, 1)]))).toBe(1)
        expect(await store.commitRevision(commit([], { events: [{ kind: 'freshness', at: TEN, body: { late: ['x'] } }] }))).toBe(2)
        expect(await store.commitRevision(commit([]))).toBe(3)
        expect(await store.head()).toBe(3)
      })

      it('tells of a past revision what was known then, and of a stretch of revisions what each said', async () => {
        await store.commitRevision(commit([point('a', TEN, 1), point('b', TEN, 5)], { at: TEN }))
        await store.commitRevision(commit([point('a', TEN + MINUTE, 2)], { at: TEN + 1 }))
        await store.commitRevision(commit([point('a', TEN, 10), point('a', TEN + 2 * MINUTE, 3)], { at: TEN + 2 }))
        const metric = point('a', TEN, 1).metric
        const sorted = (points: readonly StoredPoint[]) =>
          points.map(({ area, windowStart, numerator }) => `${area} ${(windowStart - TEN) / MINUTE} ${numerator}`).toSorted()
        const then = { metric, asOf: 2, before: TEN + DAY }
        expect(sorted(await store.newestPoints(3, then))).toEqual(['a 0 1', 'a 1 2', 'b 0 5'])
        expect(sorted(await store.newestPoints(1, then))).toEqual(['a 1 2', 'b 0 5'])
        expect(sorted(await store.newestPoints(1, { ...then, asOf: 3, before: TEN + 1 }))).toEqual(['a 0 10', 'b 0 5'])
        const window = [{ metric, from: TEN, to: TEN + DAY }]
        expect(sorted(await store.loadFrames(window, 1))).toEqual(['a 0 1', 'b 0 5'])
        expect(sorted(await store.loadFrames(window))).toEqual(['a 0 10', 'a 1 2', 'a 2 3', 'b 0 5'])
        const told = await store.loadRevisions(metric, 1, 3)
        expect(told.map(({ revision, at, points }) => [revision, at - TEN, sorted(points)])).toEqual([
          [2, 1, ['a 1 2']],
          [3, 2, ['a 0 10', 'a 2 3']],
        ])
        expect(await store.loadRevisions('none', 0, 9)).toEqual([])
      })

      it('tells whoever follows what every revision said and told, in order, a part at a time', async () => {
        await store.commitRevision(commit([point('a', TEN, 1), point('b', TEN, 5)], { at: TEN }))
        const told = { kind: 'freshness', at: TEN + 1, body: { late: ['x'] } }
        await store.commitRevision(commit([], { at: TEN + 1, events: [told] }))
        await store.commitRevision(commit([point('a', TEN, 2)], { at: TEN + 2 }))
        expect(await store.rolledHead()).toBe(3)
        const [first, second] = await store.revisionsAfter(0, 2)
        expect(first).toMatchObject({ revision: 1, at: TEN, events: [] })
        expect(first?.points.map(({ area, numerator }) => [area, numerator]).sort()).toEqual([
          ['a', 1],
          ['b', 5],
        ])
        expect(second).toMatchObject({ revision: 2, at: TEN + 1, points: [], events: [told] })
        expect(await store.revisionsAfter(2, 2)).toMatchObject([
          { revision: 3, points: [{ area: 'a', numerator: 2, revision: 3 }] },
        ])
        expect(await store.revisionsAfter(3, 2)).toEqual([])
      })

      it('recognises a commit by its mark, and none that was never made', async () => {
        const made = commit([], { at: TEN })
        await store.commitRevision(commit([], { at: TEN }))
        expect(await store.revisionOf(made)).toBeUndefined()
        await store.commitRevision(made)
        await store.commitRevision(commit([], { at: TEN }))
        expect(await store.revisionOf(made)).toBe(2)
        expect(new Set([store.newMark(), store.newMark(), made.mark]).size).toBe(3)
      })

      it('knows the revision that was newest at a time', async () => {
        expect(await store.revisionAt(TEN)).toBe(0)
        await store.commitRevision(commit([], { at: TEN }))
        await store.commitRevision(commit([], { at: TEN + 1000 }))
        await store.commitRevision(commit([], { at: TEN + 1000 }))
        expect(await store.revisionAt(TEN - 1)).toBe(0)
        expect(await store.revisionAt(TEN)).toBe(1)
        expect(await store.revisionAt(TEN + 999)).toBe(1)
        expect(await store.revisionAt(TEN + 1000)).toBe(3)
        expect(await store.revisionAt(TEN + DAY)).toBe(3)
      })

      it('knows since when anything was known', async () => {
        expect(await store.begunAt()).toBeUndefined()
        await store.commitRevision(commit([], { at: TEN }))
        await store.commitRevision(commit([], { at: TEN + 1000 }))
        expect(await store.begunAt()).toBe(TEN)
      })
    })

    describe('points', () => {
      it('gives back every field to the digit', async () => {
        const full = { ...point('a', TEN, 0.1 + 0.2), denominator: 1 / 3, observedAt: TEN + 7, reported: 2, expected: 3 }
        await store.commitRevision(commit([full]))
        expect(await store.loadPoints(query({}))).toEqual([{ ...full, revision: 1 }])
      })

      it('gives the newest revision now, and the one known then as of a revision', async () => {
        await store.commitRevision(commit([point('a', TEN, 1), point('a', TEN + MINUTE, 10)]))
        await store.commitRevision(commit([point('a', TEN, 2)]))
        await store.commitRevision(commit([point('a', TEN, 3)]))
        const valuesAsOf = async (asOf?: number) =>
          (await store.loadPoints(query(asOf === undefined ? {} : { asOf }))).map(({ numerator, revision }) => [
            numerator,
            revision,
          ])
        expect(await valuesAsOf()).toEqual([
          [3, 3],
          [10, 1],
        ])
        expect(await valuesAsOf(2)).toEqual([
          [2, 2],
          [10, 1],
        ])
        expect(await valuesAsOf(1)).toEqual([
          [1, 1],
          [10, 1],
        ])
        expect(await valuesAsOf(0)).toEqual([])
      })

      it('orders points by area and time, whatever the order of commit, and stops at the limit', async () => {
        await store.commitRevision(commit([point('b', TEN, 1), point('a', TEN + MINUTE, 2)]))
        await store.commitRevision(commit([point('a', TEN - DAY, 3), point('a', TEN, 4)]))
        const found = await store.loadPoints(query({ areas: ['b', 'a'], from: TEN - DAY }))
        expect(found.map(({ area, numerator }) => `${area} ${numerator}`)).toEqual(['a 3', 'a 4', 'a 2', 'b 1'])
        expect(await store.loadPoints(query({ areas: ['b', 'a'], from: TEN - DAY, limit: 3 }))).toEqual(found.slice(0, 3))
      })

      it('reads from ≤ window start < to, of the areas and the metric asked for only', async () => {
        await store.commitRevision(
          commit([
            point('a', TEN - MINUTE, 1),
            point('a', TEN, 2),
            point('a', TEN + MINUTE, 3),
            point('b', TEN, 4),
            { ...point('a', TEN, 5), metric: 'calls.missed' },
          ]),
        )
        const found = await store.loadPoints(query({ from: TEN, to: TEN + MINUTE }))
        expect(found.map(({ numerator }) => numerator)).toEqual([2])
      })

      it('gives the newest windows of each series, each in its newest revision', async () => {
        await store.commitRevision(commit([0, 1, 2, 3].map((minute) => point('a', TEN + minute * MINUTE, minute))))
        await store.commitRevision(commit([point('a', TEN + 3 * MINUTE, 33), point('b', TEN - 400 * DAY, 7)]))
        const found = await store.newestPoints(2)
        expect(found.map(({ area, numerator, revision }) => `${area} ${numerator} ${revision}`).sort()).toEqual([
          'a 2 1',
          'a 33 2',
          'b 7 2',
        ])
      })

      it('loads whole frames: all areas of a metric in the windows, newest revisions', async () => {
        await store.commitRevision(commit([point('a', TEN, 1), point('b', TEN, 2), point('a', TEN + MINUTE, 3)]))
        await store.commitRevision(commit([point('a', TEN, 4), { ...point('c', TEN, 5), metric: 'calls.missed' }]))
        const found = await store.loadFrames([
          { metric: 'calls.made', from: TEN, to: TEN + MINUTE },
          { metric: 'calls.missed', from: TEN, to: TEN + 1 },
        ])
        expect(found.map(({ area, numerator }) => `${area} ${numerator}`).sort()).toEqual(['a 4', 'b 2', 'c 5'])
        expect(await store.loadFrames([])).toEqual([])
      })
    })

    describe('hours', () => {
      const hour = (area: string, windowStart: number, fields: Partial<KeptHour> = {}): KeptHour => ({
        ...{ metric: 'calls.made', area, windowStart, numerator: 6.5, denominator: 1, observedAt: windowStart + 5, reported: 1 },
        ...{ expected: 2, revision: 1, rule: 'PT1M sum', since: 0, ...fields },
      })
      const asked = (fields: Partial<HourQuery> = {}): HourQuery => ({
        ...{ metric: 'calls.made', areas: ['a', 'b'], from: TEN, to: TEN + DAY, ...fields },
      })
      const UP_TO_ONE = { from: TEN, to: TEN + 2 * HOUR, revision: 1, timeZone: 'Asia/Shanghai' }

      it('are none at first, and kept once, by whoever is quicker', async () => {
        expect(await store.hours.kept()).toBeUndefined()
        expect(await store.hours.find(asked())).toEqual({ hours: [], revised: [] })
        expect(await store.hours.keep([hour('a', TEN)], undefined, UP_TO_ONE)).toBe(true)
        const kept = await store.hours.kept()
        expect(kept).toMatchObject(UP_TO_ONE)
        expect(await store.hours.keep([hour('b', TEN)], undefined, { ...UP_TO_ONE, revision: 2 })).toBe(false)
        expect(await store.hours.kept()).toEqual(kept)
        expect(await store.hours.find(asked())).toEqual({ hours: [hour('a', TEN)], revised: [] })
        expect(await store.hours.keep([hour('b', TEN)], kept, { ...UP_TO_ONE, revision: 2 })).toBe(true)
        expect(await store.hours.keep([hour('c', TEN)], kept, { ...UP_TO_ONE, revision: 3 })).toBe(false)
        expect((await store.hours.find(asked())).hours).toHaveLength(2)
      })

      it('are not kept of what was dropped while they were folded', async () => {
        await store.hours.keep([], undefined, UP_TO_ONE)
        const before = await store.hours.kept()
        await store.commitRevision(commit([point('a', TEN - 800 * DAY, 1)]))
        await store.dropBefore(TEN - 400 * DAY)
        expect(await store.hours.keep([hour('a', TEN - 800 * DAY)], before, UP_TO_ONE)).toBe(false)
      })

      it('of another time zone are forgotten', async () => {
        await store.hours.keep([hour('a', TEN)], undefined, UP_TO_ONE)
        const elsewhere = { ...UP_TO_ONE, timeZone: 'Asia/Kolkata' }
        expect(await store.hours.keep([hour('b', TEN)], await store.hours.kept(), elsewhere)).toBe(true)
        expect((await store.hours.find(asked())).hours).toEqual([hour('b', TEN)])
        expect(await store.hours.kept()).toMatchObject(elsewhere)
      })

      it('say nothing once keeping them lies far behind the record', async () => {
        await store.commitRevision(commit([point('a', TEN, 1)]))
        await store.commitRevision(commit([point('c', TEN, 2)]))
        await store.hours.keep([hour('a', TEN)], undefined, { ...UP_TO_ONE, revision: 1 - MOST_MISSING })
        expect(await store.hours.find(asked())).toEqual({ hours: [], revised: [] })
        expect((await store.hours.find(asked({ asOf: 1 }))).hours).toEqual([hour('a', TEN)])
      })

      it('give the one folded last before a revision, from ≤ start < to, of the areas and the metric asked for only', async () => {
        const others = [hour('a', TEN - HOUR), hour('a', TEN + DAY), hour('c', TEN), { ...hour('a', TEN), metric: 'calls.missed' }]
        const again = hour('a', TEN, { since: 4, revision: 5, numerator: 7 })
        await store.hours.keep([hour('a', TEN), again, hour('b', TEN + HOUR), ...others], undefined, UP_TO_ONE)
        const found = async (asOf?: number) => {
          const { hours } = await store.hours.find(asked(asOf === undefined ? {} : { asOf }))
          return hours.map(({ area, numerator }) => `${area} ${numerator}`).sort()
        }
        expect(await found()).toEqual(['a 7', 'b 6.5'])
        expect(await found(4)).toEqual(['a 7', 'b 6.5'])
        expect(await found(3)).toEqual(['a 6.5', 'b 6.5'])
      })

      it('say what was revised since they were kept, up to the revision asked for', async () => {
        await store.commitRevision(commit([point('a', TEN, 1)]))
        await store.hours.keep([hour('a', TEN)], undefined, UP_TO_ONE)
        await store.commitRevision(commit([point('a', TEN + MINUTE, 2), point('c', TEN, 2), point('b', TEN + 3 * HOUR, 2)]))
        await store.commitRevision(commit([point('a', TEN + MINUTE, 3), { ...point('a', TEN, 3), metric: 'calls.missed' }]))
        const late = { metric: 'calls.made', area: 'a', windowStart: TEN + MINUTE, revision: 2 }
        expect((await store.hours.find(asked())).revised).toEqual([late])
        expect((await store.hours.find(asked({ asOf: 1 }))).revised).toEqual([])
        const span = { from: TEN, to: TEN + 2 * HOUR }
        const revised = async (upTo: number, most: number) => {
          const found = await store.hours.revised({ after: 1, upTo, most, ...span })
          const said = found.windows.map(({ metric, area, revision }) => `${metric} ${area} ${revision}`)
          return { ...found, windows: said.sort() }
        }
        const second = ['calls.made a 2', 'calls.made c 2']
        expect(await revised(3, 10)).toEqual({ windows: [...second, 'calls.made a 3', 'calls.missed a 3'].sort(), upTo: 3 })
        expect(await revised(2, 10)).toEqual({ windows: second, upTo: 2 })
        expect(await revised(3, 3)).toEqual({ windows: second, upTo: 2 })
        expect(await revised(3, 1)).toEqual({ windows: second, upTo: 2 })
      })

      it('know where the points before a time end', async () => {
        expect(await store.hours.pointsBefore(TEN)).toBeUndefined()
        await store.commitRevision(commit([point('a', TEN - 800 * DAY, 1), point('a', TEN - HOUR, 1), point('a', TEN, 1)]))
        expect(await store.hours.pointsBefore(TEN)).toBe(TEN - HOUR + 1)
        expect(await store.hours.pointsBefore(TEN - 900 * DAY)).toBeUndefined()
        const last = await store.hours.pointsBefore(TEN - 400 * DAY)
        expect(last).toBeGreaterThan(TEN - 800 * DAY)
        expect(last).toBeLessThan(TEN - 760 * DAY)
      })
    })

    it('drops what is old and keeps what is not', async () => {
      const old = TEN - 800 * DAY
      await store.commitBatches([batch([said('a', old, 1), said('a', TEN, 2)])])
      await store.commitRevision(commit([point('a', old, 1), point('a', TEN, 2)]))
      const about = { metric: 'calls.made', area: 'a', rule: '', since: 0 }
      const hour = { ...about, denominator: 1, observedAt: old, reported: 1, expected: 1 }
      const hours = [old, TEN].map((windowStart) => ({ ...hour, windowStart, numerator: 1, revision: 1 }))
      await store.hours.keep(hours, undefined, { from: old, to: TEN + DAY, revision: 1, timeZone: 'Asia/Shanghai' })
      const dropped = await store.dropBefore(TEN - 400 * DAY)
      const kept = await store.hours.find({ metric: 'calls.made', areas: ['a'], from: old, to: TEN + DAY })
      expect(kept.hours.map(({ windowStart }) => windowStart)).toEqual([TEN])
      expect(dropped.length).toBeGreaterThan(0)
      const found = await store.loadObservations([{ metric: 'calls.made', from: old, to: TEN + 1 }])
      expect(found.map(({ value }) => value)).toEqual([2])
      expect((await store.loadPoints(query({ from: old }))).map(({ numerator }) => numerator)).toEqual([2])
      expect(await store.dropBefore(TEN - 400 * DAY)).toEqual([])
    })
  })
}

function point(area: string, windowStart: number, numerator: number): RevisionCommit['points'][number] {
  return {
    metric: 'calls.made',
    area,
    windowStart,
    numerator,
    denominator: 1,
    observedAt: windowStart + 1,
    reported: 1,
    expected: 1,
  }
}

let commits = 0

function commit(points: RevisionCommit['points'], fields: Partial<RevisionCommit> = {}): RevisionCommit {
  commits += 1
  return { at: TEN, mark: `commit ${commits}`, points, events: [], rolledBatches: [], ...fields }
}

function query(fields: Partial<Parameters<RecordStore['loadPoints']>[0]>): Parameters<RecordStore['loadPoints']>[0] {
  return { metric: 'calls.made', areas: ['a'], from: TEN, to: TEN + DAY, limit: 1000, ...fields }
}

/** An implementation may leave absent figures out or give them as undefined. */
function plain(observation: StoredObservation) {
  const { metric, area, at, source, standing, value, numerator, denominator } = observation
  return { metric, area, at, source, standing, value, numerator, denominator }
}

function byArea(observations: readonly StoredObservation[]): StoredObservation[] {
  return [...observations].sort((a, b) => (a.area < b.area ? -1 : 1))
}

/** The same metric and time may be named once or more often. */
function touching(unrolled: Awaited<ReturnType<RecordStore['unrolledBatches']>>[number]): [number, string[]] {
  return [unrolled.batch, [...new Set(unrolled.touched.map(({ metric, at }) => `${metric} ${at}`))].sort()]
}
