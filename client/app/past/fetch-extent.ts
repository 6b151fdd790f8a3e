import type { PastExtent } from '#contract/replay.ts'
import { call } from '../../access/call.ts'

/** How far back the past goes, and what was known at `at` (epoch ms). Rejects with CallRefused. */
export function fetchExtent(at?: number): Promise<PastExtent> {
  return call('GET', `/api/replay${at === undefined ? '' : `?at=${Math.floor(at)}`}`)
}
