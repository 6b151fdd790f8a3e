import { expect, test } from '../fixtures.ts'
import { countWebglContexts, heapBytes, liveWebglContexts } from '../pages/webgl-contexts.ts'

const CHANGES = 200
/** Changes before the first look at the heap: programs are loaded and caches are filled by then. */
const WARM_UP = 20
/** What the heap may grow over the rest, in bytes: a tenth of what one leaked map would hold on to per change. */
const GROWTH = 8 * 1024 * 1024

test(`${CHANGES} scene changes leave one WebGL context and a flat heap`, { tag: '@long' }, async ({ display, departments }) => {
  test.setTimeout(300_000)
  await departments.power.speak()
  await departments.services.speak()
  await countWebglContexts(display.page)
  await display.open('desk')
  const change = async (count: number) => {
    for (let index = 0; index < count; index++) {
      const [name, panel] = index % 2 === 0 ? (['指标', 'all'] as const) : (['总览', 'map'] as const)
      await display.showScene(name)
      await display.tile(panel).expectReady()
    }
  }
  await change(WARM_UP)
  const before = await heapBytes(display.page)
  await change(CHANGES - WARM_UP)
  const after = await heapBytes(display.page)
  expect(await liveWebglContexts(display.page), 'WebGL contexts').toBeLessThanOrEqual(1)
  expect(after - before, `heap grew from ${before} to ${after} bytes`).toBeLessThan(GROWTH)
})
