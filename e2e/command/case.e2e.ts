import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import type { Role } from '#contract/access.ts'
import { expect, test } from '../fixtures.ts'
import { CaseDesk } from '../pages/case-desk.ts'
import { CasePhone } from '../pages/case-phone.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { leave, pageOf } from '../pages/role-page.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
/** Where the trial's town lies, so that its staff has the case. */
const [TOWN, PLACE] = ['莞城', { longitude: 113.748, latitude: 23.045 }]
const PHONE = {
  ...{ viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
  ...{ permissions: ['geolocation'], geolocation: PLACE },
}

test('seen by somebody without a network, put right by the town, and judged by a third: a case from photo to verification', async ({
  browser,
  product,
}) => {
  test.setTimeout(180_000)
  const what = `护栏断裂 ${randomUUID().slice(0, 8)}`
  const phone = new CasePhone(await pageOf(browser, PHONE, product.url, 'field-responder'), product.url)
  errorsOf(phone.page).allowCutOff()
  await phone.openReport()
  await phone.locate(TOWN)
  await phone.page.context().setOffline(true)
  await phone.takePhoto()
  expect(await seriousHurdles(phone.page), 'the report').toEqual([])
  await phone.report(what, '存入待发')
  await expect(phone.kept).toContainText('待发送')
  await expect(phone.kept).toContainText('附件 1 个')
  await phone.page.context().setOffline(false)
  await phone.openOutbox()
  await expect(phone.outbox.filter({ hasText: what })).toContainText('已送达', { timeout: 30_000 })

  const desk = new CaseDesk(await pageOf(browser, DESK, product.url, 'duty-officer'), product.url)
  await desk.open(what)
  await expect.poll(() => desk.photos.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  expect(await seriousHurdles(desk.page), 'the desk').toEqual([])
  await desk.page.keyboard.press('Enter')
  await expect(desk.verb('立案')).toBeEnabled()
  await desk.page.keyboard.press('Enter')
  await expect(desk.verb('派遣')).toBeEnabled()
  await desk.say('派遣', '请尽快修复')
  await expect(desk.station).toContainText('处理')

  const id = new URL(desk.page.url()).searchParams.get('at')?.split('/')[1] ?? ''
  await command(browser, product.url, 'town-staff', `/api/cases/${id}/answer`, { text: '已更换护栏' })
  await expect(desk.station).toContainText('核查')
  await command(browser, product.url, 'dispatcher', `/api/cases/${id}/verify`, { text: '现场复核，护栏完好' })
  await expect(desk.verb('结案')).toBeEnabled()
  await desk.page.keyboard.press('Enter')
  await expect(desk.station).toContainText('评价')
  for (const page of [phone.page, desk.page]) await leave(page)
})

test('a photo kept without a network outlives the page it was taken on', { tag: '@long' }, async ({ browser, product }) => {
  test.setTimeout(180_000)
  const what = `井盖缺失 ${randomUUID().slice(0, 8)}`
  const page = await pageOf(browser, PHONE, product.url, 'field-responder')
  const phone = new CasePhone(page, product.url)
  errorsOf(page).allowCutOff()
  await phone.openReport()
  await expect.poll(() => keptShell(page), { message: 'the page is on the device', timeout: 30_000 }).toBe(true)
  await phone.locate(TOWN)
  await page.context().setOffline(true)
  await phone.takePhoto()
  await phone.report(what, '存入待发')
  await expect(phone.kept).toContainText('待发送')
  await page.reload()
  await expect(phone.kept).toContainText('附件 1 个', { timeout: 30_000 })
  await expect.poll(() => phone.kept.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
  await page.context().setOffline(false)
  await phone.openOutbox()
  await expect(phone.outbox.filter({ hasText: what })).toContainText('已送达', { timeout: 60_000 })
  await leave(page)
})

test('many cases are dispatched at once, each with its own answer, by the keys alone', { tag: '@long' }, async ({
  browser,
  product,
}) => {
  test.setTimeout(120_000)
  const desk = new CaseDesk(await pageOf(browser, DESK, product.url, 'duty-officer'), product.url)
  await desk.open()
  await desk.page
    .getByRole('navigation', { name: '队列' })
    .getByRole('button', { name: /^待派遣/ })
    .click()
  await expect(desk.page.locator('.case-turn[aria-pressed="true"]')).toContainText('待派遣')
  await expect(desk.row().first()).toContainText('派遣')
  for (const key of ['j', 'x', 'j', 'x']) await desk.page.keyboard.press(key)
  await expect(desk.page.locator('.case-bulk')).toContainText('已选 2 件')
  await desk.page.locator('.case-bulk').getByRole('button', { name: '派遣 2' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByRole('button', { name: '派遣 2' }).click()
  await expect(dialog).toContainText('已派遣 2 件')
  await leave(desk.page)
})

/** Somebody else does something about it, at a screen that nobody here looks at. */
async function command(browser: Browser, url: string, role: Role, path: string, said: object): Promise<void> {
  const context = await browser.newContext({ baseURL: url })
  await context.request.post('/api/access/trial', { data: { role } })
  const answered = await context.request.post(path, { data: { commandId: randomUUID(), ...said } })
  expect(answered.ok(), await answered.text()).toBe(true)
  await context.close()
}

/** True when the page and the files it is made of are kept on the device. */
function keptShell(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const shell = await caches.open('guanlan-shell')
    const kept = (await shell.keys()).map(({ url }) => new URL(url).pathname)
    const made = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
    return (
      kept.includes('/mobile') &&
      made.filter((path) => path.endsWith('.js')).every((path) => kept.includes(path) || !path.startsWith('/assets/'))
    )
  })
}
