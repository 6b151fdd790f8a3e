import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { CommandRoom } from '../pages/command-room.ts'
import { FieldPhone } from '../pages/field-phone.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { leave, pageOf } from '../pages/role-page.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }
const TOWN = '长安'

test('from the first call to the phone: opened in three presses, commanded, ordered, acknowledged, and shown to the room', async ({
  browser,
  product,
  display,
}) => {
  test.setTimeout(180_000)
  const duty = new CommandRoom(await pageOf(browser, DESK, product.url, 'duty-officer'), product.url)
  await duty.open()
  const id = await duty.openIncident('自然灾害', TOWN)
  await expect(duty.title).toContainText(TOWN)
  await expect(duty.level('warning')).toContainText('未发布')
  await expect(duty.level('event')).toContainText('待核')
  await expect(duty.level('response')).toContainText('未启动')
  expect(await seriousHurdles(duty.page), 'the command room').toEqual([])

  const commander = new CommandRoom(await pageOf(browser, DESK, product.url, 'commander'), product.url)
  await commander.open(id)
  await commander.takeCommand('常务副市长')
  await commander.issueOrder('封闭下沉隧道', '现场人员')
  await expect(duty.timeline).toContainText('封闭下沉隧道')

  const phone = new FieldPhone(await pageOf(browser, PHONE, product.url, 'field-responder'), product.url)
  // Who answers before the order was said to be read is told that the receipt comes too late.
  errorsOf(phone.page).allowRefusals()
  await phone.open()
  await expect(phone.card('封闭下沉隧道')).toBeVisible()
  expect(await seriousHurdles(phone.page), 'the phone').toEqual([])
  await phone.answer('封闭下沉隧道', '收到')
  await expect(commander.order('封闭下沉隧道')).toContainText('签')

  await display.open('wall', { scene: 'emergency' })
  const room = display.page.locator('.incidents-panel')
  await expect(room).toContainText(TOWN)
  await expect(room).toContainText('常务副市长')
  await expect(room).not.toContainText('试用')

  await commander.startResponse('积水加深')
  const { page } = display
  await expect(page.locator('.level-block')).toContainText('IV 级响应')
  await expect(page.locator('.room-orders')).toContainText('封闭下沉隧道')
  await expect(page.locator('.room-chain')).toContainText('常务副市长')
  await expect(page.locator('.scene')).not.toContainText('试用')
  for (const one of [duty.page, commander.page, phone.page]) await leave(one)
})

test('a phone without a network keeps what is pressed over a restart, sends it in order, and says by name what was refused', async ({
  browser,
  product,
}) => {
  test.setTimeout(180_000)
  const commander = new CommandRoom(await pageOf(browser, DESK, product.url, 'commander'), product.url)
  await commander.open()
  await commander.openIncident('事故灾难', TOWN)
  await commander.takeCommand('常务副市长')
  await commander.issueOrder('转移低洼住户', '现场人员')
  await commander.issueOrder('值守泵站', '现场人员')

  const page = await pageOf(browser, PHONE, product.url, 'field-responder')
  errorsOf(page).allowCutOff()
  errorsOf(page).allowRefusals()
  const phone = new FieldPhone(page, product.url)
  await phone.open()
  await expect(phone.card('转移低洼住户')).toBeVisible()
  await expect(phone.card('值守泵站')).toBeVisible()
  await expect
    .poll(() => keptOrders(page), { message: 'the last picture is on the device', timeout: 20_000 })
    .toEqual(expect.arrayContaining(['转移低洼住户', '值守泵站']))
  await expect.poll(() => keptShell(page), { message: 'the page is on the device', timeout: 20_000 }).toBe(true)

  await page.context().setOffline(true)
  await expect(phone.line).toContainText('离线')
  await phone.answer('转移低洼住户', '收到')
  await phone.answer('值守泵站', '收到')
  await commander.withdraw('值守泵站', '改由供电部门值守')
  await page.reload()
  await expect(phone.kept('转移低洼住户')).toContainText('待发送')
  await expect(phone.kept('值守泵站')).toContainText('待发送')
  await expect(phone.line).toContainText('末次')

  await page.context().setOffline(false)
  await phone.openOutbox()
  await expect(phone.outbox.filter({ hasText: '已送达' })).toHaveCount(1, { timeout: 30_000 })
  await expect(phone.outbox.filter({ hasText: '被拒绝' })).toHaveCount(1)
  await expect(commander.order('转移低洼住户')).toContainText('签')
  for (const one of [commander.page, page]) await leave(one)
})

/** Titles of the orders in the last picture that the device has kept. */
function keptOrders(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('guanlan')
        opening.onerror = () => resolve([])
        opening.onsuccess = () => {
          const reading = opening.result.transaction('picture').objectStore('picture').get('last')
          reading.onsuccess = () => {
            opening.result.close()
            const picture = reading.result as { matters: { order: { state: { title: string } }[] } } | undefined
            resolve(picture?.matters.order.map(({ state }) => state.title) ?? [])
          }
        }
      }),
  )
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
