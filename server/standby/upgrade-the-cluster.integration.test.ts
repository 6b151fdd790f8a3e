import { expect, it } from 'vitest'
import { TEST_CITY } from '../testing/server-process.ts'
import { upgradeTheCluster } from './upgrade-the-cluster.ts'

it('puts a new version with a new schema on one member after the other, and nobody loses an order, a figure or a revision', async () => {
  const { figures, orders, gaps, snapshots, resumed, oldRefusal } = await upgradeTheCluster({
    ...{ members: 2, screens: 10, isMigrating: true, mixedMs: 200 },
    figure: { metric: 'hotline.calls', area: 'rm-a' },
    env: { ...process.env, HUB: 'simulated', LOG_LEVEL: 'fatal', CITY: TEST_CITY },
    say: () => undefined,
  })
  expect(figures).toMatchObject({ lost: 0, doubled: 0 })
  expect(figures.acknowledged).toBeGreaterThan(10)
  expect(orders).toMatchObject({ lost: 0, refused: [] })
  expect(orders.acknowledged).toBeGreaterThan(3)
  expect({ gaps, snapshots }).toEqual({ gaps: 0, snapshots: 0 })
  expect(resumed).toBeGreaterThanOrEqual(10)
  expect(oldRefusal).toContain('written by a newer version of this program')
})
