import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { DrillDesk } from '../pages/drill-desk.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { leave, pageOf } from '../pages/role-page.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
const PAD = { viewport: { width: 834, height: 1194 }, isMobile: true, hasTouch: true }

test('a drill is started at a desk by the keys, watched, paused, gone on with and ended; a pad of it stays marked without a network @long', async ({
  browser,
  product,
}) => {
  test.setTimeout(240_000)
  const desk = new DrillDesk(await pageOf(browser, DESK, product.url, 'duty-officer'), product.url)
  await desk.open('expressway-pileup')
  expect(await seriousHurdles(desk.page), 'the script of a drill').toEqual([])
  const city = await desk.start('60 倍')
  await expect(desk.stage).toContainText('进行中')
  await expect(desk.news.first()).toBeVisible({ timeout: 30_000 })
  await expect(desk.score).toContainText(/达成 [1-9]/, { timeout: 60_000 })
  expect(await seriousHurdles(desk.page), 'a drill under way').toEqual([])

  const pad = await pageOf(browser, PAD, city, 'field-responder')
  errorsOf(pad).allowCutOff()
  await pad.goto(`${city}/mobile?at=orders`)
  await expect(pad.getByRole('heading', { name: '我的指令' })).toBeVisible({ timeout: 30_000 })
  await expect.poll(() => keptFiles(pad), { timeout: 30_000 }).toEqual(expect.arrayContaining(['/mobile', '/drill-mark.css']))
  await expect.poll(() => keptFiles(pad), { timeout: 30_000 }).toContainEqual(expect.stringMatching(/^\/assets\//))

  await desk.press('暂停')
  await expect(desk.stage).toContainText('已暂停')
  await pad.context().setOffline(true)
  await pad.reload()
  await expect(pad.locator('#drill-banner')).toContainText('演练 DRILL')
  const mark = await pad.locator('#drill-mark').evaluate((element) => {
    const { position, pointerEvents, zIndex } = getComputedStyle(element)
    return { position, pointerEvents, zIndex }
  })
  expect(mark).toEqual({ position: 'fixed', pointerEvents: 'none', zIndex: '2147483646' })
  await leave(pad)

  await desk.press('继续')
  await expect(desk.stage).toContainText('进行中')
  await desk.end()
  await expect(desk.stage).toContainText('已终止', { timeout: 30_000 })
  await expect(desk.page.getByRole('button', { name: '打印' })).toBeVisible()
  await desk.page.emulateMedia({ media: 'print' })
  await expect(desk.page.locator('.drills-lists')).toBeHidden()
  await expect(desk.score).toBeVisible()
  await leave(desk.page)
})

/** A browser of its own in which somebody acts in a role of the simulated city, or of its shadow. */
/** Paths of what the device has kept to open the page without a network. */
function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return requests.flat().map(({ url }) => new URL(url).pathname)
  })
}
