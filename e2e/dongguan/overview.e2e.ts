import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { keepFrames, untilMapsHaveInk } from '../pages/map-ink.ts'
import { cityOf } from '../product/catalogue.ts'

for (const displayClass of DISPLAY_CLASSES) {
  test(`${displayClass}: the overview of Dongguan has figures, a map and no panel at fault, and says that they are simulated`, async ({
    display,
  }) => {
    await keepFrames(display.page)
    await display.open(displayClass)
    await untilMapsHaveInk(display.page)
    await expect(display.page.locator('.simulated').first()).toContainText('模拟')
    await expect(display.page.locator('[data-panel][data-state="fault"]')).toHaveCount(0)
    await expect.poll(() => display.page.locator('.figure-value.is-live').count(), { timeout: 30_000 }).toBeGreaterThan(10)
    // A phone draws the map plainly first.
    await expect(display.page.locator('.map-panel canvas[data-drawn]')).toBeVisible({ timeout: 30_000 })
    await expect(display.page.getByText('镇街边界为示意').first()).toBeAttached()
    await expect(display.page.getByText('审图号').first()).toBeAttached()
  })
}

test('a town of Dongguan in two taps on the phone', async ({ display }) => {
  await display.open('mobile')
  await display.goTo('虎门')
  await display.expectArea('441900121')
  await expect(display.page.locator('.figure-value.is-live').first()).toBeVisible()
})

test('every scene of Dongguan opens on the desk, with nothing serious for axe and no panel at fault', { tag: '@long' }, async ({
  display,
  product,
}) => {
  test.setTimeout(180_000)
  const { scenes } = await cityOf(product)
  expect(scenes.length).toBe(8)
  await display.open('desk')
  for (const scene of scenes) {
    await display.showScene(scene.short?.zh ?? scene.names.zh)
    await display.expectScene(scene.id)
    await display.untilPainted()
    await expect(display.page.locator('[data-panel][data-state="fault"]'), scene.id).toHaveCount(0)
    expect.soft(await seriousHurdles(display.page), scene.id).toEqual([])
  }
})
