import type { ClosedBlock, OpenStore } from '../open-store.ts'
import type { Release } from '../release.ts'

/** A store of what was published in memory, for tests: the same promises as the one in the database. */
export function memoryOpenStore(): OpenStore {
  let releases: readonly Release[] = []
  let kept: Buffer | undefined
  const blocks = new Map<string, ClosedBlock>()
  const keyOf = (audience: string, scene: string, start: number) => `${audience}/${scene}/${start}`
  return {
    releases: async (metrics, ofEach) =>
      metrics.toSorted().flatMap((metric) =>
        releases
          .filter((release) => release.metric === metric)
          .toSorted((one, other) => one.window[0] - other.window[0])
          .slice(-ofEach),
      ),
    keepReleases: async (added) => {
      const isTold = added.some(({ metric, window }) =>
        releases.some((known) => known.metric === metric && known.window[0] < window[1] && known.window[1] > window[0]),
      )
      if (!isTold) releases = [...releases, ...added.map((release) => structuredClone(release))]
      return !isTold
    },
    keepBlock: async (block) => {
      const key = keyOf(block.audience, block.scene, block.start)
      if (!blocks.has(key)) blocks.set(key, block)
    },
    findBlock: async (audience, scene, start) => blocks.get(keyOf(audience, scene, start))?.body,
    newestBlocks: async () => {
      const newest = new Map<string, ClosedBlock>()
      for (const block of blocks.values()) {
        const key = `${block.audience}/${block.scene}`
        if ((newest.get(key)?.start ?? Number.NEGATIVE_INFINITY) < block.start) newest.set(key, block)
      }
      return [...newest.values()].map(({ audience, scene, start }) => ({ audience, scene, start }))
    },
    secret: async (make) => {
      kept ??= make()
      return kept
    },
    dropBefore: async (at) => {
      for (const [key, { start }] of blocks) if (start < at) blocks.delete(key)
      releases = releases.filter(({ window }) => window[1] >= at - 366 * 86_400_000)
    },
  }
}
