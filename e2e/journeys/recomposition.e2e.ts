import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { countWebglContexts, liveWebglContexts } from '../pages/webgl-contexts.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

test('a wall goes from one scene to the next in a cross-fade, with one map at any moment', async ({ display }) => {
  test.setTimeout(120_000)
  await countWebglContexts(display.page)
  await display.open('wall')
  await direct(display.page, 'details')
  await expect.poll(() => fading(display.page), { message: 'pictures that fade' }).toBeGreaterThan(0)
  expect(await liveWebglContexts(display.page)).toBeLessThanOrEqual(1)
  await display.tile('all').expectReady()
  await expect.poll(() => fading(display.page), { message: 'nothing moves once the scene is there' }).toBe(0)
  await direct(display.page, 'overview')
  await display.tile('map').expectReady()
  await display.figure('grid.load@rm/PT10S').expectState('live')
  expect(await liveWebglContexts(display.page)).toBeLessThanOrEqual(1)
})

test('a wall with reduced motion cuts', { tag: '@long' }, async ({ display }) => {
  test.setTimeout(120_000)
  await display.page.emulateMedia({ reducedMotion: 'reduce' })
  await display.open('wall')
  await direct(display.page, 'details')
  expect(await fading(display.page)).toBe(0)
  await display.tile('all').expectReady()
  expect(await fading(display.page)).toBe(0)
})

/** Another scene on a wall, which nobody touches: by its address, as from its history, without loading the page anew. */
async function direct(page: Page, scene: string): Promise<void> {
  await page.evaluate((id) => {
    const address = new URL(location.href)
    address.searchParams.set('scene', id)
    history.pushState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, scene)
  await expect.poll(() => page.evaluate(() => window.__guanlan?.scene)).toBe(scene)
}

/** Animations by which one picture of the page gives way to another. */
function fading(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      document.getAnimations().filter(({ effect }) => (effect as KeyframeEffect).pseudoElement?.startsWith('::view-transition'))
        .length,
  )
}
