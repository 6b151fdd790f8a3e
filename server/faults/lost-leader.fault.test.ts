import { expect, it } from 'vitest'
import { type LeaderLost, loseTheLeader } from '../standby/lose-the-leader.ts'
import { seen } from '../testing/seen.ts'
import { TEST_CITY } from '../testing/server-process.ts'
import { percentile } from './testing/watcher.ts'

const SCREENS = 500
const BACK_WITHIN_MS = 5_000
/** How long the leader stands still; GUANLAN_FREEZE_SECONDS asks for more. Long enough that every screen of it goes elsewhere. */
const FROZEN_MS = Number(process.env.GUANLAN_FREEZE_SECONDS ?? 12) * 1_000

it(`${SCREENS} screens and all sources go on at another server when the leader is killed`, async (test) => {
  const { awayMs, gapMs } = await lose('kill', test)
  expect(Math.max(percentile(awayMs, 99), percentile(gapMs, 99))).toBeLessThanOrEqual(BACK_WITHIN_MS)
}, 300_000)

// Of a server that stands still a screen finds out only by hearing nothing: it takes longer, and nothing is promised of it.
it(`${SCREENS} screens and all sources go on at another server when the leader stands still, and nothing is lost when it goes on`, async (test) => {
  await lose('freeze', test)
}, 300_000)

async function lose(fault: 'kill' | 'freeze', test: Parameters<typeof seen>[0]): Promise<LeaderLost> {
  const outcome = await loseTheLeader({
    ...{ fault, members: 2, screens: SCREENS, frozenMs: FROZEN_MS, figure: { metric: 'hotline.calls', area: 'rm-a' } },
    env: { ...process.env, HUB: 'none', LOG_LEVEL: 'fatal', CITY: TEST_CITY },
    say: () => undefined,
  })
  const { takenOverMs, terms, acknowledged, lost, doubled, awayMs, gapMs, resumed, snapshots, gaps } = outcome
  const said = (ms: readonly number[]) => `p50 ${inSeconds(percentile(ms, 50))}, p99 ${inSeconds(percentile(ms, 99))}`
  seen(test, `another led and took in after ${inSeconds(takenOverMs)}; ${acknowledged} figures acknowledged, ${lost} lost`)
  seen(test, `${awayMs.length} times a screen was cut off: ${said(awayMs)}; without a new figure: ${said(gapMs)}`)
  seen(test, `${resumed} times one went on from its cursor, ${snapshots} took a snapshot, ${gaps} met a gap`)
  expect({ lost, doubled, gaps, terms }).toEqual({ lost: 0, doubled: 0, gaps: 0, terms: 1 })
  expect(awayMs.length).toBeGreaterThanOrEqual(SCREENS / 2)
  return outcome
}

function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`
}
