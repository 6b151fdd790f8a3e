import type { EntityRow } from '#contract/entity.ts'
import { expect, test } from '../fixtures.ts'

const THINGS = 10_000
/** Drawings of the map that are measured, after the first ones. */
const DRAWINGS = 40
/** A drawing of ten thousand things may take this much of the main thread, ms: half a frame of a screen of 60. */
const BUDGET_MS = 8

for (const displayClass of ['desk', 'wall'] as const) {
  test(`${THINGS} things that move every second leave the main thread of a ${displayClass} free`, { tag: '@long' }, async ({
    display,
    departments,
  }) => {
    test.setTimeout(240_000)
    const { page } = display
    await departments.power.speak()
    await departments.services.speak()
    const say = (second: number) => departments.power.place(fleet(second))
    await say(0)
    await display.open(displayClass, { scene: 'things' })
    await expect(page.locator('.map-things')).toHaveAttribute('data-things', /^1\d{4}$/, { timeout: 60_000 })
    let second = 0
    const moving = setInterval(() => {
      second += 1
      // What cannot be delivered in time is missed, as with any feed.
      void say(second).catch(() => undefined)
    }, 1_000)
    const drawings = () => page.evaluate(() => window.__guanlan?.moving?.count ?? 0)
    const from = await drawings()
    await expect.poll(drawings, { timeout: 120_000 }).toBeGreaterThan(from + DRAWINGS)
    const cost = await page.evaluate(() => window.__guanlan?.moving)
    clearInterval(moving)
    test.info().annotations.push({ type: 'main thread, ms a drawing', description: JSON.stringify(cost) })
    expect(cost?.p50, 'median ms of the main thread for a drawing').toBeLessThan(BUDGET_MS)
    await expect(display.banner).toHaveCount(0)
  })
}

/** All of them at a second: each drives round a circle of its own. */
function fleet(second: number): EntityRow[] {
  const time = new Date().toISOString()
  return Array.from({ length: THINGS }, (_, index) => {
    const turn = (second + index) / 30
    return {
      ...{ id: `p-${index}`, time, kind: 'line-truck', names: { zh: `抢修${index}` } },
      place: {
        lon: 113.96 + (index % 170) / 1_000 + Math.cos(turn) / 400,
        lat: 22.96 + (index % 179) / 1_000 + Math.sin(turn) / 400,
      },
    }
  })
}
