import { beforeEach, describe, expect, it } from 'vitest'
import { memoryStore } from '../record/memory-store.ts'
import { cityModel } from './city-model.ts'
import { buildHub } from './hub.ts'
import { FaultyStore } from './testing/faulty-store.ts'
import { CALLS, CALLS_TODAY, commitsOf, DAY, HOUR, HubGround, iso, MINUTE, NOW, row, SECOND } from './testing/hub-ground.ts'
import { catalogue, metric } from './testing/small-city.ts'

let ground: HubGround

beforeEach(() => {
  ground = new HubGround()
})

describe('freshness', () => {
  it('goes from live to late to silent by the promise of the metric itself', async () => {
    const slow = metric('water.level', { kind: 'gauge', rollUp: { area: 'max', time: 'last' }, promise: HOUR })
    const hub = await ground.hubOf([CALLS, slow])
    await ground.settled(hub, [row('a', 1), { metric: 'water.level', area: 'a', time: iso(NOW), value: 2 }])
    const states: string[] = []
    for (const [after] of [
      [2 * MINUTE],
      [2 * MINUTE + 1],
      [6 * MINUTE],
      [6 * MINUTE + 1],
      [HOUR],
      [HOUR + 1],
      [3 * HOUR],
      [3 * HOUR + 1],
    ]) {
      ground.now = NOW + (after as number)
      await hub.tick()
      states.push(`${hub.latest('calls.made@a/PT1M').freshness} ${hub.latest('water.level@city/PT1M').freshness}`)
    }
    expect(states).toEqual([
      'live live',
      'late live',
      'late live',
      'silent live',
      'silent live',
      'silent late',
      'silent late',
      'silent silent',
    ])
  })

  it('makes one event of all figures that change in one tick, and one when they come back', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('a', 1), row('b', 2)])
    ground.now = NOW + 2 * MINUTE + 1
    await hub.tick()
    await hub.tick()
    await ground.settled(hub, [row('a', 3, ground.now)])
    const events = ground.store.events.filter(({ kind }) => kind === 'freshness').map(({ body }) => body)
    const both = ['calls.made@a/PT1M', 'calls.made@b/PT1M', 'calls.made@east/PT1M', 'calls.made@city/PT1M']
    expect(events.map(sorted)).toEqual([
      { live: [...both].sort() },
      { late: [...both].sort() },
      { live: both.filter((key) => key !== 'calls.made@b/PT1M').sort() },
    ])
  })

  it('is told to readers in the commit of the tick, and nothing is told when nothing changed', async () => {
    const hub = await ground.hubOf([CALLS])
    await ground.settled(hub, [row('c', 1)])
    const commits = commitsOf(hub)
    ground.now = NOW + 2 * MINUTE
    await hub.tick()
    commits.length = 0
    await hub.tick()
    expect(commits).toEqual([])
    ground.now += 1
    await hub.tick()
    expect(commits).toHaveLength(1)
    expect(commits[0]?.latest.map((point) => `${point.area} ${point.freshness}`).sort()).toEqual([
      'c late',
      'city late',
      'west late',
    ])
  })

  it('stays live for a partial sum whose feeds are on time, though its figure waits for the grace', async () => {
    const hub = await ground.hubOf([CALLS])
    for (let minute = 0; minute < 5; minute++) {
      const start = NOW + minute * MINUTE
      for (const second of [1, 29, 30, 31, 59]) {
        ground.now = start + second * SECOND
        if (second === 1) await ground.settled(hub, [row('a', 1, start), row('b', 1, start)])
        await hub.tick()
        expect(hub.latest('calls.made@city/PT1M').freshness).toBe('live')
      }
    }
    expect(hub.latest('calls.made@city/PT1M')).toMatchObject({ window: [NOW + 3 * MINUTE, NOW + 4 * MINUTE], value: 2 })
  })

  it('is told again after a restart, once', async () => {
    await ground.settled(await ground.hubOf([CALLS]), [row('a', 1)])
    ground.now = NOW + HOUR
    const hub = await ground.hubOf([CALLS])
    const commits = commitsOf(hub)
    expect(hub.latest('calls.made@a/PT1M').freshness).toBe('silent')
    await hub.tick()
    await hub.tick()
    expect(commits).toHaveLength(1)
    expect(commits[0]?.latest).toHaveLength(3)
    expect(ground.store.events.at(-1)).toMatchObject({
      kind: 'freshness',
      body: { silent: expect.arrayContaining(['calls.made@a/PT1M']) },
    })
  })
})

describe('when the record fails', () => {
  it('refuses the request, has taken nothing in, and goes on when the record is back', async () => {
    const hub = await ground.hubOf([CALLS])
    ground.faulty.fail({ method: 'commitBatches', when: 'before' })
    await expect(ground.send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    expect(ground.store.said).toEqual([])
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ accepted: 1, duplicates: 0 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
  })

  it('shows what the record took in though its answer was lost', async () => {
    const hub = await ground.hubOf([CALLS])
    ground.faulty.fail({ method: 'commitBatches', when: 'after' })
    await expect(ground.send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    await hub.tick()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ duplicates: 1 })
  })

  it('brings a revision that failed in with the next tick, once, whether or not the record has it', async () => {
    for (const when of ['before', 'after'] as const) {
      ground.store = memoryStore()
      ground.faulty = new FaultyStore(ground.store)
      const hub = await ground.hubOf([CALLS])
      const commits = commitsOf(hub)
      ground.faulty.fail({ method: 'commitRevision', when })
      expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ accepted: 1 })
      await hub.idle()
      expect(hub.latest('calls.made@a/PT1M').value).toBeNull()
      await hub.tick()
      expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
      expect(commits.map(({ revision }) => revision)).toEqual([1])
      expect(await ground.store.head()).toBe(1)
    }
  })

  it('rolls up at the start what was acknowledged before the crash and not rolled up', async () => {
    const hub = await ground.hubOf([CALLS_TODAY])
    await ground.settled(hub, [row('a', 1), row('b', 2), row('c', 4)])
    ground.faulty.fail({ method: 'commitRevision', when: 'before' })
    await ground.send(hub, [row('a', 10), row('a', 5, NOW - 400 * DAY)])
    await hub.idle()
    ground.faulty.die()
    ground.faulty = new FaultyStore(ground.store)
    const again = await ground.hubOf([CALLS_TODAY])
    expect(again.latest('calls.made@city/PT1M').value).toBe(16)
    expect(again.latest('calls.made@city/P1D').value).toBe(16)
    expect(await ground.store.unrolledBatches()).toEqual([])
    const old = await again.history({
      metric: 'calls.made',
      area: 'city',
      from: NOW - 400 * DAY,
      to: NOW - 399 * DAY,
      step: 'PT1M',
    })
    expect(old.map(({ value }) => value)).toEqual([5])
  })

  it('refuses what waits while the record cannot be read again either', async () => {
    const hub = await ground.hubOf([CALLS])
    ground.faulty.fail({ method: 'commitBatches', when: 'before' })
    await expect(ground.send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    ground.faulty.fail({ method: 'authorities', when: 'before' })
    await expect(ground.send(hub, [row('a', 1)])).rejects.toMatchObject({ code: 'record/unavailable' })
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ accepted: 1 })
  })

  it('says once that the record is down and once that it is back', async () => {
    const written: string[] = []
    const hub = await ground.hubOf([CALLS], { log: (level, sentence) => written.push(`${level}: ${sentence}`) })
    for (let count = 0; count < 3; count++) {
      ground.faulty.fail({ method: 'commitBatches', when: 'before' })
      await expect(ground.send(hub, [row('a', 1)])).rejects.toThrow()
    }
    await hub.tick()
    await ground.settled(hub, [row('a', 1)])
    expect(written).toEqual(['warn: The record refuses; the hub tries again.', 'info: The record takes in again.'])
  })

  it('is not stopped by a reader that throws', async () => {
    const errors: string[] = []
    const hub = await ground.hubOf([CALLS], { log: (level, sentence) => errors.push(`${level}: ${sentence}`) })
    hub.onCommit(() => {
      throw new Error('a broken reader')
    })
    const commits = commitsOf(hub)
    await ground.settled(hub, [row('a', 1)])
    await ground.settled(hub, [row('a', 2, NOW + MINUTE)])
    expect(commits).toHaveLength(2)
    expect(errors).toHaveLength(2)
  })
})

/** Lets everything that waits for nothing come as far as it can. */
function aTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function sorted(body: unknown): Record<string, string[]> {
  return Object.fromEntries(Object.entries(body as Record<string, string[]>).map(([name, keys]) => [name, [...keys].sort()]))
}

describe('while the record takes its time over rows', () => {
  it('compares the next rows with those under way, and answers when both are durable', async () => {
    const hub = await ground.hubOf([CALLS])
    const release = ground.faulty.hold('commitBatches')
    const first = ground.send(hub, [row('a', 1)])
    await aTurn()
    const next = [ground.send(hub, [row('a', 1), row('b', 2)]), ground.send(hub, [row('b', 3)])]
    await aTurn()
    expect(ground.store.said).toEqual([])
    release()
    expect(await first).toMatchObject({ accepted: 1 })
    expect(await Promise.all(next)).toMatchObject([{ accepted: 1, duplicates: 1 }, { corrections: 1 }])
    await hub.idle()
    expect(hub.latest('calls.made@city/PT1M').value).toBe(4)
  })

  it('compares the next rows again when those under way come to nothing', async () => {
    for (const when of ['before', 'after'] as const) {
      ground.store = memoryStore()
      ground.faulty = new FaultyStore(ground.store)
      const hub = await ground.hubOf([CALLS])
      const release = ground.faulty.hold('commitBatches')
      ground.faulty.fail({ method: 'commitBatches', when })
      const first = ground.send(hub, [row('a', 1)])
      await aTurn()
      const next = ground.send(hub, [row('a', 1), row('b', 2)])
      await aTurn()
      release()
      await expect(first).rejects.toMatchObject({ code: 'record/unavailable' })
      expect(await next).toMatchObject(when === 'before' ? { accepted: 2 } : { accepted: 1, duplicates: 1 })
      await hub.idle()
      expect(hub.latest('calls.made@city/PT1M').value).toBe(3)
    }
  })

  it('takes rows in that are sent again after both the record and the reading of older windows failed', async () => {
    const hub = await ground.hubOf([CALLS])
    const release = ground.faulty.hold('commitBatches')
    ground.faulty.fail({ method: 'loadObservations', when: 'before' })
    ground.faulty.fail({ method: 'commitBatches', when: 'before' })
    const first = Promise.allSettled([ground.send(hub, [row('a', 1)])])
    await aTurn()
    const others = Promise.allSettled([ground.send(hub, [row('a', 1, NOW - DAY)])])
    await aTurn()
    const again = Promise.allSettled([ground.send(hub, [row('a', 1)])])
    await aTurn()
    release()
    expect([...(await first), ...(await others), ...(await again)]).toMatchObject([
      { status: 'rejected' },
      { status: 'rejected' },
      { status: 'fulfilled', value: { accepted: 1 } },
    ])
    expect(ground.store.said).toHaveLength(1)
  })

  it('compares rows again when another server led meanwhile', async () => {
    const member = { isCutOff: () => false }
    const parts = { model: cityModel(catalogue([CALLS])), clock: () => NOW, member }
    const hub = await buildHub({ ...parts, store: ground.faulty.store })
    const other = await buildHub({ ...parts, store: ground.store })
    hub.lead()
    await ground.settled(hub, [row('a', 1)])
    const release = ground.faulty.hold('loadObservations')
    const sent = ground.send(hub, [row('a', 1), row('b', 2, NOW - DAY)])
    await aTurn()
    hub.follow()
    other.lead()
    await ground.settled(other, [row('a', 5)])
    other.follow()
    hub.lead()
    release()
    expect(await sent).toMatchObject({ accepted: 1, corrections: 1, duplicates: 0 })
    await hub.idle()
    expect(hub.latest('calls.made@a/PT1M').value).toBe(1)
  })

  it('says of no point what the record has not taken', async () => {
    const hub = await ground.hubOf([CALLS])
    const commits = commitsOf(hub)
    await ground.settled(hub, [row('a', 1)])
    const release = ground.faulty.hold('commitBatches')
    const first = ground.send(hub, [row('a', 2)])
    await aTurn()
    ground.faulty.fail({ method: 'commitBatches', when: 'before' })
    const next = ground.send(hub, [row('a', 3)])
    await aTurn()
    release()
    await expect(first).rejects.toThrow()
    expect(await next).toMatchObject({ corrections: 1 })
    await hub.idle()
    const values = commits.flatMap(({ revised }) => revised.filter(({ area }) => area === 'a').map(({ value }) => value))
    expect(values).toEqual([1, 3])
  })

  it('gives the same answer to a key that is sent again meanwhile, and takes its rows in once', async () => {
    const hub = await ground.hubOf([CALLS])
    const release = ground.faulty.hold('commitBatches')
    const idempotency = { key: 'k', bodyHash: 'h' }
    const first = ground.send(hub, [row('a', 1)], { idempotency })
    await aTurn()
    const others = [ground.send(hub, [row('b', 2)]), ground.send(hub, [row('a', 1)], { idempotency })]
    const reused = ground.send(hub, [row('a', 5)], { idempotency: { key: 'k', bodyHash: 'other' } })
    reused.catch(() => undefined)
    await aTurn()
    release()
    expect(await Promise.all([first, ...others])).toMatchObject([{ accepted: 1 }, { accepted: 1 }, { accepted: 1 }])
    await expect(reused).rejects.toMatchObject({ code: 'request/key-reused' })
    expect(ground.store.said).toHaveLength(2)
  })

  it('is full when more waits than it can soon take in, and not for long', async () => {
    const hub = await ground.hubOf([CALLS])
    const release = ground.faulty.hold('commitBatches')
    const many = Array.from({ length: 40_000 }, (_, index) => row('a', 1, NOW - index * MINUTE))
    const sent = [ground.send(hub, [row('a', 1)])]
    await aTurn()
    for (let count = 0; count < 3; count++) {
      expect(hub.isFull()).toBe(false)
      sent.push(ground.send(hub, many))
      await aTurn()
    }
    expect(hub.isFull()).toBe(true)
    release()
    expect(await Promise.all(sent)).toHaveLength(4)
    expect(hub.isFull()).toBe(false)
  })
})

describe('while the record takes its time over a revision', () => {
  it('lets what becomes durable meanwhile share one revision, which says the last of each figure', async () => {
    const hub = await ground.hubOf([CALLS])
    const commits = commitsOf(hub)
    const release = ground.faulty.hold('commitRevision')
    for (const value of [1, 2, 3]) await ground.send(hub, [row('a', value), row('b', value, NOW - value * MINUTE)])
    release()
    await hub.idle()
    const values = commits.map(({ revised }) =>
      revised.filter(({ area }) => area !== 'city' && area !== 'east').map(({ value }) => value),
    )
    expect(values).toEqual([
      [1, 1],
      [3, 3, 2],
    ])
    expect(await ground.store.unrolledBatches()).toEqual([])
  })

  it('makes the next rows durable, and tells of both in the order they came', async () => {
    const hub = await ground.hubOf([CALLS])
    const commits = commitsOf(hub)
    const release = ground.faulty.hold('commitRevision')
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ accepted: 1 })
    expect(await ground.send(hub, [row('b', 2)])).toMatchObject({ accepted: 1 })
    expect(commits).toEqual([])
    release()
    expect(await ground.send(hub, [row('a', 1)])).toMatchObject({ duplicates: 1 })
    await hub.idle()
    expect(commits.map(({ revision }) => revision)).toEqual([1, 2])
    expect(hub.latest('calls.made@city/PT1M').value).toBe(3)
    expect(await ground.store.unrolledBatches()).toEqual([])
  })

  it('shows rows that became durable meanwhile even when that revision comes to nothing', async () => {
    for (const when of ['before', 'after'] as const) {
      ground.store = memoryStore()
      ground.faulty = new FaultyStore(ground.store)
      const hub = await ground.hubOf([CALLS])
      const release = ground.faulty.hold('commitRevision')
      ground.faulty.fail({ method: 'commitRevision', when })
      await ground.send(hub, [row('a', 1)])
      await ground.send(hub, [row('b', 2)])
      release()
      await hub.idle()
      await hub.tick()
      expect(hub.latest('calls.made@city/PT1M').value).toBe(3)
      expect(await ground.store.unrolledBatches()).toEqual([])
    }
  })

  it('shows no row that the record refused, though its figures were being folded', async () => {
    const hub = await ground.hubOf([CALLS])
    const release = ground.faulty.hold('commitRevision')
    await ground.send(hub, [row('a', 1)])
    ground.faulty.fail({ method: 'commitBatches', when: 'before' })
    await expect(ground.send(hub, [row('a', 7), row('b', 2)])).rejects.toThrow()
    release()
    await hub.idle()
    await hub.tick()
    expect(hub.latest('calls.made@city/PT1M').value).toBe(1)
  })
})
