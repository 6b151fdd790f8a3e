import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { CITY_LOAD } from '../product/rivermouth.ts'
import { addressOf, USUAL_SCREEN } from '../screens.ts'

/** First figures on a warm start of a screen, from the address to the digits, in ms. */
const FIRST_FIGURE_MS = 8_000

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

for (const displayClass of DISPLAY_CLASSES) {
  test(`${displayClass}: the city's load is read within ${FIRST_FIGURE_MS / 1000} s of opening the address`, async ({
    display,
    product,
  }) => {
    const { width, height } = USUAL_SCREEN[displayClass]
    await display.page.setViewportSize({ width, height })
    await display.enter(displayClass)
    await display.page.goto(`${product.url}${addressOf(displayClass)}`)
    await display.figure('grid.load@rm/PT10S').expectToRead(CITY_LOAD.toLocaleString('en-US'), FIRST_FIGURE_MS)
    await display.figure('grid.load@rm/PT10S').expectState('live')
    await display.untilPainted()
    await expect(display.page.locator('html')).toHaveAttribute('data-class', displayClass)
  })
}

test('a screen that opens the bare address is told apart by what it is', async ({ display, product }) => {
  await display.enter('desk')
  await display.page.setViewportSize({ width: 1440, height: 900 })
  await display.page.goto(product.url)
  await expect(display.page.locator('html')).toHaveAttribute('data-class', 'desk')
  await display.page.setViewportSize({ width: 7680, height: 2160 })
  await display.page.goto(product.url)
  await expect(display.page.locator('html')).toHaveAttribute('data-class', 'wall')
})

test('a figure that changes at the source changes on the wall, and the wall knows how old it was when painted', async ({
  display,
  departments,
}) => {
  await display.open('wall')
  const paint = () => display.page.evaluate(() => window.__guanlan?.paint)
  await expect.poll(async () => (await paint())?.count ?? 0).toBeGreaterThan(3)
  await departments.power.report()
  expect((await paint())?.p50, 'observed to painted, ms').toBeLessThan(3_000)
})

test('phone: what was out of sight is new when it is printed, and when a thumb brings it', async ({ display, departments }) => {
  await display.open({ name: 'short', displayClass: 'mobile', width: 390, height: 480 }, { scene: 'details' })
  const { page } = display
  const series = 'hotline.waiting@rm-a/PT5M'
  const figure = display.tile('waiting-rank').locator.locator(`[data-series="${series}"]`).first()
  await expect(figure).toBeAttached()
  await expect(figure).not.toBeInViewport()
  departments.services.fallSilent()
  const report = async (value: number) => {
    await departments.services.post([{ metric: 'hotline.waiting', area: 'rm-a', time: new Date().toISOString(), value }])
    await expect.poll(() => page.evaluate(() => window.__guanlan?.value('hotline.waiting', 'rm-a', 'PT5M'))).toBe(value)
  }

  await report(41)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  expect(await figure.textContent()).toContain('41')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))

  await report(43)
  await figure.scrollIntoViewIfNeeded()
  await expect(figure).toContainText('43', { timeout: 1_000 })
})
