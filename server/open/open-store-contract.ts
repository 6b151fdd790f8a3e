import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenStore } from './open-store.ts'
import type { Release } from './release.ts'

const HOUR = 3_600_000
const NOON = Date.parse('2026-09-08T12:00:00+08:00')

/** What every implementation of `OpenStore` keeps. `make` gives an empty store each time. */
export function openStoreContract(name: string, make: () => Promise<OpenStore>): void {
  describe(`${name} keeps the contract of what was published`, () => {
    let store: OpenStore
    beforeEach(async () => {
      store = await make()
    })

    it('gives releases back as they were, oldest first, the newest of each metric', async () => {
      for (const hour of [2, 0, 1]) expect(await store.keepReleases([release('visits', hour), release('calls', hour)])).toBe(true)
      expect(await store.releases(['visits'], 2)).toEqual([release('visits', 1), release('visits', 2)])
      expect(await store.releases(['nothing'], 2)).toEqual([])
    })

    it('tells no instant twice: not the same window, not a longer one around it, not a shorter one in it', async () => {
      await store.keepReleases([release('visits', 1)])
      const [start] = release('visits', 1).window
      for (const window of [
        [start, start + HOUR],
        [start - HOUR, start + 2 * HOUR],
        [start + 60_000, start + 120_000],
      ] as const)
        expect(await store.keepReleases([{ ...release('visits', 1), window, cells: [{ area: 'city', value: 99 }] }])).toBe(false)
      expect(await store.releases(['visits'], 9)).toEqual([release('visits', 1)])
    })

    it('keeps all of a group or none of it', async () => {
      await store.keepReleases([release('calls', 1)])
      expect(await store.keepReleases([release('visits', 1), release('calls', 1)])).toBe(false)
      expect(await store.releases(['visits'], 9)).toEqual([])
    })

    it('lets one of many that release at the same moment win', async () => {
      const tellings = Array.from({ length: 8 }, (_, value) => ({ ...release('visits', 1), cells: [{ area: 'city', value }] }))
      const kept = await Promise.all(tellings.map((telling) => store.keepReleases([telling])))
      expect(kept.filter(Boolean)).toHaveLength(1)
      expect(await store.releases(['visits'], 9)).toEqual([tellings[kept.indexOf(true)]])
    })

    it('never changes a closed block, and says which is the newest of each scene', async () => {
      const block = { audience: 'public', scene: 'today', start: NOON, body: '{"first":true}' } as const
      await store.keepBlock(block)
      await store.keepBlock({ ...block, body: '{"second":true}' })
      await store.keepBlock({ ...block, start: NOON + HOUR })
      await store.keepBlock({ ...block, audience: 'enterprise', body: '{}' })
      expect(await store.findBlock('public', 'today', NOON)).toBe('{"first":true}')
      expect(await store.findBlock('public', 'today', NOON - HOUR)).toBeUndefined()
      expect((await store.newestBlocks()).toSorted((one, other) => one.start - other.start)).toEqual([
        { audience: 'enterprise', scene: 'today', start: NOON },
        { audience: 'public', scene: 'today', start: NOON + HOUR },
      ])
    })

    it('keeps one secret, whoever comes first', async () => {
      const made = await Promise.all([1, 2, 3].map((byte) => store.secret(() => Buffer.alloc(32, byte))))
      expect(new Set(made.map((secret) => secret.toString('hex'))).size).toBe(1)
      expect(await store.secret(() => Buffer.alloc(32, 9))).toEqual(made[0])
    })

    it('lets go of old blocks, and holds on to what was released long after', async () => {
      await store.keepBlock({ audience: 'public', scene: 'today', start: NOON, body: '{}' })
      await store.keepReleases([release('visits', 1)])
      await store.dropBefore(NOON + 24 * HOUR)
      expect(await store.findBlock('public', 'today', NOON)).toBeUndefined()
      expect(await store.keepReleases([release('visits', 1)])).toBe(false)
    })
  })
}

function release(metric: string, hour: number): Release {
  const start = NOON + hour * HOUR
  return {
    metric,
    window: [start, start + HOUR],
    releasedAt: start + 2 * HOUR,
    observedAt: start + HOUR - 1,
    coverage: { reported: 2, expected: 3 },
    cells: [
      { area: 'city', value: 12 },
      { area: 'north', value: null, protected: true },
      { area: 'south', value: null },
    ],
  }
}
