import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { seen } from '../testing/seen.ts'
import { ALL_SERIES, TestedProcess } from './testing/tested-process.ts'
import { Watcher } from './testing/watcher.ts'

const SCREENS = 1_000
const RETURN_MS = 2_000
const CONSISTENT_WITHIN_MS = 10_000

const closers: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

it('a thousand screens that lose their line and come back within two seconds cost one snapshot a second, and agree within ten', async (test) => {
  const city = await TestedProcess.start()
  closers.push(() => city.remove())
  city.feed(250)
  const { url } = city.server
  const token = await city.server.reader()
  const screens = Array.from({ length: SCREENS }, () => new Watcher(ALL_SERIES))
  closers.push(() => screens.forEach((screen) => void screen.close()))
  for (let from = 0; from < SCREENS; from += 50)
    await Promise.all(screens.slice(from, from + 50).map((screen) => screen.open(url, token)))

  for (const screen of screens) screen.close()
  // One half comes back as new: pages that were loaded again know no cursor.
  for (const screen of screens.slice(0, SCREENS / 2)) screen.cursor = { epoch: '', revision: -1 }
  const made = await city.measured('guanlan_live_snapshots_made_total')
  const began = performance.now()
  await Promise.all(
    screens.map(async (screen, index) => {
      await pause((index / SCREENS) * RETURN_MS)
      await screen.open(url, token)
    }),
  )
  const returned = performance.now() - began
  const computed = (await city.measured('guanlan_live_snapshots_made_total')) - made
  await city.endFeed()
  const agreed = await untilAgreed(city, screens)
  const took = performance.now() - began
  const given = screens.reduce((sum, { snapshots }) => sum + snapshots, 0) - SCREENS
  seen(test, `${SCREENS} screens were back after ${(returned / 1000).toFixed(1)} s and agreed after ${(took / 1000).toFixed(1)} s`)
  seen(test, `${given} of them took a snapshot, the others resumed; ${computed} snapshots were gathered, of one view`)
  expect(agreed).toBe(true)
  expect(screens.reduce((sum, { gaps }) => sum + gaps, 0)).toBe(0)
  expect(computed).toBeLessThanOrEqual(Math.ceil(returned / 1_000) + 1)
  expect(given).toBeGreaterThanOrEqual(SCREENS / 2)
}, 120_000)

/** True when every screen shows what the server says, within the time that is promised after the last of them was back. */
async function untilAgreed(city: TestedProcess, screens: readonly Watcher[]): Promise<boolean> {
  const until = performance.now() + CONSISTENT_WITHIN_MS
  const probe = new Watcher(ALL_SERIES)
  await probe.open(city.server.url, await city.server.reader())
  closers.push(() => probe.close())
  while (performance.now() < until) {
    await pause(100)
    if (screens.every(({ shown }) => [...probe.shown].every(([key, value]) => shown.get(key) === value))) return true
  }
  return false
}
