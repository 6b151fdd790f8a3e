import type { Product } from './product.ts'

/** Longest time the simulated hub may take to tell its past, in ms, and how long it is quiet afterwards. */
const TOLD_WITHIN_MS = 300_000
const QUIET_MS = 4_000

/** Resolves when the rows taken in stop pouring: the simulated hub has told its past and only speaks of the present. */
export async function untilPastIsTold(product: Product): Promise<void> {
  const until = Date.now() + TOLD_WITHIN_MS
  let before = -1
  while (Date.now() < until) {
    const now = await rowsTaken(product)
    if (before >= 0 && now > 0 && (now - before) / (QUIET_MS / 1000) < POURING) return
    before = now
    await new Promise((again) => setTimeout(again, QUIET_MS))
  }
  throw new Error(`The simulated hub was still telling its past after ${TOLD_WITHIN_MS / 1000} s.`)
}

/** Rows a second above which the past is still being told; the present of Dongguan is a few hundred. */
const POURING = 2_000

async function rowsTaken(product: Product): Promise<number> {
  const text = await (await product.read('/metrics')).text()
  const counts = [...text.matchAll(/^guanlan_rows_total\{[^}]*outcome="accepted"\} (\d+)/gm)]
  return counts.reduce((sum, [, count]) => sum + Number(count), 0)
}
