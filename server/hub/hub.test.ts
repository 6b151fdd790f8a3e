import { beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import type { Commit } from './hub-port.ts'
import { type NamedSeries, resolveSeries } from './resolve-series.ts'
import { ANSWERED, CALLS, commitsOf, DAY, HOUR, HubGround, MINUTE, NOW, parts, row } from './testing/hub-ground.ts'
import { metric } from './testing/small-city.ts'

let ground: HubGround

beforeEach(() => {
  ground = new HubGround()
})

describe('the way of one observation', () => {
  it('shows a city the sum of its towns once all of them reported', async () => {
    const hub = await ground.hubOf([CALLS])
    const commits = commitsOf(hub)
    const answer = await ground.send(hub, [row('a', 1), row('b', 2), row('c', 4)])
    await hub.idle()
    expect(answer).toEqual({ accepted: 3, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 })
    expect(hub.latest('calls.made@city/PT1M')).toEqual({
      metric: 'calls.made',
      area: 'city',
      step: 'PT1M',
      window: [NOW, NOW + MINUTE],
      value: 7,
      observedAt: NOW,
      freshness: 'live',
      coverage: { reported: 3, expected: 3 },
      revision: 1,
    })
    expect(commits).toHaveLength(1)
    expect(commits[0]?.revised).toHaveLength(6)
    expect(hub.commitsSince(0)).toEqual(commits)
  })

  it('acknowledges only what the record has', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.send(hub, [row('a', 1)])
    expect(ground.store.said).toHaveLength(1)
  })

  it('keeps good rows beside bad ones, and numbers the bad ones as the sender does', async () => {
    const hub = await ground.hubOf([CALLS])
    const rows = [row('a', 1), 'rubbish', row('nowhere', 1), row('b', 2)]
    const answer = await ground.send(hub, rows, { firstIndex: 100 })
    expect(answer).toMatchObject({ accepted: 2, rejectedCount: 2 })
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [101, 'row/not-an-object'],
      [102, 'row/area-unknown'],
    ])
  })

  it('lists at most a thousand rejections and counts all of them', async () => {
    const hub = await ground.hubOf([CALLS])
    const answer = await ground.send(hub, [...Array.from({ length: 1500 }, () => null), row('a', 1)])
    expect(answer).toMatchObject({ accepted: 1, rejectedCount: 1500 })
    expect(answer.rejected).toHaveLength(1000)
  })

  it('lets others have a turn while a large request is worked on', async () => {
    let turns = 0
    const hub = await ground.hubOf([CALLS], {
      rest: async () => {
        turns += 1
      },
    })
    const rows = Array.from({ length: 5000 }, (_, index) => row('a', 1, NOW - index * MINUTE))
    await ground.send(hub, rows)
    await hub.idle()
    expect(turns).toBeGreaterThan(10)
  })
})

describe('duplicates, corrections and conflicts', () => {
  it('tells a figure once however often it is said, in one request and after a restart', async () => {
    const hub = await ground.hubOf([CALLS])
    expect(await ground.send(hub, [row('a', 1), row('a', 1)])).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ accepted: 0, duplicates: 1 })
    await hub.idle()
    expect(hub.revision()).toBe(1)
    const again = await ground.hubOf([CALLS])
    expect(await ground.send(again, [row('a', 1)])).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(ground.store.said).toHaveLength(1)
  })

  it('shows the figure said last for a time, and keeps both', async () => {
    const hub = await ground.hubOf([CALLS])
    expect(await ground.send(hub, [row('a', 1), row('a', 5)])).toMatchObject({ accepted: 1, corrections: 1 })
    expect(await ground.send(hub, [row('a', 3)])).toMatchObject({ corrections: 1 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(3)
    expect(ground.store.said.map(({ value }) => value)).toEqual([1, 5, 3])
  })

  it('never shows what a second source says of a figure', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.send(hub, [row('a', 1)])
    expect(await ground.send(hub, [row('a', 900), row('a', 901), row('a', 901), row('b', 2)], { source: 2 })).toMatchObject({
      accepted: 1,
      duplicates: 1,
      conflicts: 2,
    })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
    expect(hub.latest('calls.made@b/PT1M').value).toBe(2)
    expect(ground.store.said.filter(({ standing }) => standing === 'conflict')).toHaveLength(2)
  })

  it('leaves a figure with its first source after a restart', async () => {
    await ground.settled(await ground.hubOf([CALLS]), [row('a', 1)])
    const hub = await ground.hubOf([CALLS])
    expect(await ground.send(hub, [row('a', 900, NOW + MINUTE)], { source: 2 })).toMatchObject({ conflicts: 1 })
  })
})

describe('a long history', () => {
  it('passes years in which nothing was said, and loses nothing on either side of them', async () => {
    const hub = await ground.hubOf([CALLS])
    const long = 11 * 366 * 24 * 60 * MINUTE
    const minutes = Array.from({ length: 6_000 }, (_, index) => row('a', 1, NOW - long + index * MINUTE))
    await ground.send(hub, minutes)
    await ground.send(hub, [row('a', 5)])
    await hub.idle()
    const years = await hub.history({ metric: 'calls.made', area: 'a', from: NOW - long, to: NOW + 1, step: 'P1Y' })
    expect(years.map(({ value }) => value)).toEqual([6_000, 5])
  })
})

describe('a figure handed to another source', () => {
  it('is what the new one says from then on; what it said before stays a conflict, and the old one makes conflicts', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.send(hub, [row('a', 1)])
    await ground.send(hub, [row('a', 900)], { source: 2 })
    const handed = [{ metric: 'calls.made', area: 'a', source: 2 }]
    ground.store.authorities = async () => handed
    hub.handedOver()
    expect(await ground.send(hub, [row('a', 7, NOW + MINUTE)], { source: 2 })).toMatchObject({ accepted: 1, conflicts: 0 })
    expect(await ground.send(hub, [row('a', 3, NOW + MINUTE)])).toMatchObject({ accepted: 0, conflicts: 1 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(7)
    const [before] = await hub.history({ metric: 'calls.made', area: 'a', from: NOW, to: NOW + 1, step: 'PT1M' })
    expect(before?.value).toBe(1)
  })
})

describe('a retry with the same key', () => {
  const key = { key: 'k1', bodyHash: 'h1' }

  it('gets the same answer and takes nothing in twice, also after a restart', async () => {
    const hub = await ground.hubOf([CALLS])
    const first = await ground.send(hub, [row('a', 1), null], { idempotency: key })
    expect(await ground.send(hub, [row('a', 1), null], { idempotency: key })).toEqual(first)
    const again = await ground.hubOf([CALLS])
    expect(await ground.send(again, [row('a', 1), null], { idempotency: key })).toEqual(first)
    expect(ground.store.said).toHaveLength(1)
  })

  it('gets the same answer when both come at once', async () => {
    const hub = await ground.hubOf([CALLS])
    const both = await Promise.all([1, 2].map(() => ground.send(hub, [row('a', 1)], { idempotency: key })))
    expect(both[0]).toMatchObject({ accepted: 1 })
    expect(both[1]).toEqual(both[0])
    expect(ground.store.said).toHaveLength(1)
  })

  it('is refused with another body, in the same moment or later, and harms nobody else', async () => {
    const hub = await ground.hubOf([CALLS])
    const [first, other, neighbour] = await Promise.allSettled([
      ground.send(hub, [row('a', 1)], { idempotency: key }),
      ground.send(hub, [row('a', 2)], { idempotency: { ...key, bodyHash: 'h2' } }),
      ground.send(hub, [row('b', 3)]),
    ])
    expect(first.status).toBe('fulfilled')
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'request/key-reused' } })
    expect(neighbour.status).toBe('fulfilled')
    await expect(ground.send(hub, [row('a', 2)], { idempotency: { ...key, bodyHash: 'h2' } })).rejects.toMatchObject({
      code: 'request/key-reused',
    })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
  })

  it('belongs to its source: another may use the same key', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.send(hub, [row('a', 1)], { idempotency: key })
    expect(await ground.send(hub, [row('b', 2)], { source: 2, idempotency: { ...key, bodyHash: 'h2' } })).toMatchObject({
      accepted: 1,
    })
  })
})

describe('readers', () => {
  it('get the commits after the revision they stand at, or learn that they must start anew', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1)])
    await ground.settled(hub, [row('a', 2, NOW + MINUTE)])
    expect(hub.commitsSince(0)?.map(({ revision }) => revision)).toEqual([1, 2])
    expect(hub.commitsSince(1)?.map(({ revision }) => revision)).toEqual([2])
    expect(hub.commitsSince(2)).toEqual([])
    expect(hub.commitsSince(3)).toBeUndefined()
    const again = await ground.hubOf([CALLS])
    expect(again.commitsSince(1)).toBeUndefined()
    expect(again.commitsSince(2)).toEqual([])
  })

  it('hear nothing more after they left', async () => {
    const hub = await ground.hubOf([CALLS])
    const heard: Commit[] = []
    const leave = hub.onCommit((commit) => heard.push(commit))
    leave()
    await ground.settled(hub, [row('a', 1)])
    expect(heard).toEqual([])
  })

  it('are refused series that are none, with the reason', async () => {
    const hub = await ground.hubOf([CALLS])
    expect(hub.has('calls.made@city/PT1M')).toBe(true)
    expect(hub.has('calls.made@city/P1D')).toBe(false)
    expect(() => hub.latest('calls.made@city/P1D')).toThrow(Refusal)
    const refusal = (named: NamedSeries) => {
      try {
        return resolveSeries(hub.model, named)
      } catch (fault) {
        return fault
      }
    }
    expect(refusal({ metric: 'calls.made', area: 'city' })).toBe('calls.made@city/PT1M')
    expect(refusal({ metric: 'calls.lost', area: 'city' })).toMatchObject({ code: 'series/unknown-metric' })
    expect(refusal({ metric: 'calls.made', area: 'nowhere' })).toMatchObject({ code: 'series/unknown-area' })
    expect(refusal({ metric: 'calls.made', area: 'city', step: 'P1D' })).toMatchObject({ code: 'series/unknown-step' })
  })

  it('are refused once the hub has stopped', async () => {
    const hub = await ground.hubOf([CALLS])
    await hub.stop()
    await expect(ground.send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
  })
})

describe('history', () => {
  it('gives every window that has a part in the time asked for, whole, oldest first', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1, NOW - 90 * MINUTE), row('a', 2, NOW - 80 * MINUTE), row('a', 4, NOW)])
    const hours = await hub.history({ metric: 'calls.made', area: 'city', from: NOW - HOUR, to: NOW + 1, step: 'PT1H' })
    expect(hours.map(({ window, value, step }) => [window?.[0], value, step])).toEqual([
      [NOW - 102 * MINUTE, 3, 'PT1H'],
      [NOW - 42 * MINUTE, 4, 'PT1H'],
    ])
  })

  it('says the coverage of the least covered window of a longer one', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 1), row('c', 1), row('a', 1, NOW + MINUTE)])
    const [day] = await hub.history({ metric: 'calls.made', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' })
    expect(day).toMatchObject({ value: 4, coverage: { reported: 1, expected: 3 } })
  })

  it('divides a longer window last', async () => {
    const hub = await ground.hubOf([ANSWERED])
    await ground.settled(hub, [parts('a', 1, 1), parts('a', 50, 100, NOW + MINUTE)])
    const [day] = await hub.history({ metric: 'calls.answered', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' })
    expect(day?.value).toBe(5100 / 101)
  })

  it('answers as known then', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1)])
    await ground.settled(hub, [row('a', 5)])
    const asked = { metric: 'calls.made', area: 'city', from: NOW, to: NOW + 1, step: 'P1D' } as const
    expect((await hub.history({ ...asked, asOf: 1 })).map(({ value, revision }) => [value, revision])).toEqual([[1, 1]])
    expect((await hub.history(asked)).map(({ value, revision }) => [value, revision])).toEqual([[5, 2]])
    expect(await hub.history({ ...asked, asOf: 0 })).toEqual([])
  })

  it('refuses what cannot be answered, with the reason', async () => {
    const daily = metric('pop.daily', { period: 'P1D', kind: 'gauge' })
    const hub = await ground.hubOf([CALLS, daily, metric('city.only', { level: 'city' })])
    const ask = (fields: object) =>
      hub.history({ metric: 'calls.made', area: 'city', from: NOW - DAY, to: NOW, step: 'PT1M', ...fields })
    await expect(ask({ metric: 'calls.lost' })).rejects.toMatchObject({ code: 'series/unknown-metric' })
    await expect(ask({ area: 'nowhere' })).rejects.toMatchObject({ code: 'series/unknown-area' })
    await expect(ask({ metric: 'city.only', area: 'a' })).rejects.toMatchObject({ code: 'series/no-such-level' })
    await expect(ask({ metric: 'pop.daily', step: 'PT1H' })).rejects.toMatchObject({ code: 'series/unknown-step' })
    await expect(ask({ step: 'PT10S' })).rejects.toMatchObject({ code: 'series/unknown-step' })
    expect(await ask({ from: NOW, to: NOW })).toEqual([])
  })

  it('refuses more points than one answer may hold, and folds as many into longer windows', async () => {
    const count = 50_001
    const said = { metric: 'calls.made', area: 'c', numerator: 1, denominator: 1, observedAt: NOW, reported: 1, expected: 1 }
    const points = Array.from({ length: count }, (_, minute) => ({ ...said, windowStart: NOW - (count - minute) * MINUTE }))
    await ground.store.commitRevision({ at: NOW, mark: ground.store.newMark(), points, events: [], rolledBatches: [] })
    const hub = await ground.hubOf([CALLS])
    const span = { metric: 'calls.made', area: 'c', from: NOW - count * MINUTE, to: NOW + 1 } as const
    await expect(hub.history({ ...span, step: 'PT1M' })).rejects.toMatchObject({ code: 'series/too-many' })
    const years = await hub.history({ ...span, step: 'P1Y' })
    expect(years.map(({ value }) => value)).toEqual([count])
  })
})
