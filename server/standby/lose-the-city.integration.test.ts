import { expect, it } from 'vitest'
import { TEST_CITY } from '../testing/server-process.ts'
import { loseTheCity } from './lose-the-city.ts'

it('keeps everything that was acknowledged when the first city is lost, and lets no screen go on from the lost record', async () => {
  const { acknowledged, lost, rpoMs, isNewEpoch } = await loseTheCity({
    ...{ mode: 'synchronous', workMs: 300, lagMs: 0, figure: { metric: 'hotline.calls', area: 'rm-a' } },
    env: { ...process.env, HUB: 'none', LOG_LEVEL: 'fatal', CITY: TEST_CITY },
    say: () => undefined,
  })
  expect(acknowledged).toBeGreaterThan(5)
  expect({ lost, rpoMs, isNewEpoch }).toEqual({ lost: 0, rpoMs: 0, isNewEpoch: true })
})
