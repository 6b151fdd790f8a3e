import { type Browser, chromium } from '@playwright/test'
import { launchOptions } from '../browser/launch-options.ts'
import { expect, test } from '../fixtures.ts'
import { CommandRoom } from '../pages/command-room.ts'
import { FieldPhone } from '../pages/field-phone.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { leave, pageOf } from '../pages/role-page.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const TOWN = '长安'

test('what is said into a phone without a network is heard at the desk once it has one, whole @long', async ({ product }) => {
  test.setTimeout(120_000)
  const browser = await browserWithMicrophone('allowed')
  const room = new CommandRoom(await pageOf(browser, DESK, product.url, 'duty-officer'), product.url)
  await room.open()
  await room.openIncident('自然灾害', TOWN)
  const title = (await room.title.innerText()).trim()
  const page = await pageOf(browser, PHONE, product.url, 'field-responder')
  errorsOf(page).allowCutOff()
  const phone = new FieldPhone(page, product.url)
  await phone.openReport()
  await page.getByLabel('补充到事件').selectOption({ label: title })
  await page.context().setOffline(true)
  await expect(phone.line).toContainText('离线')
  await phone.record(1_500)
  await page.getByRole('button', { name: '存入待发' }).click()
  await expect(phone.outbox.filter({ hasText: '待发送' })).toHaveCount(1)
  await page.context().setOffline(false)
  await expect(phone.outbox.filter({ hasText: '已送达' })).toHaveCount(1, { timeout: 30_000 })

  const note = room.page.locator('.voice').last()
  await note.getByRole('button', { name: /^播放语音/ }).click()
  const heard = await note.locator('audio').evaluate(async (sound: HTMLAudioElement) => {
    if (!sound.ended) await new Promise((resolve) => sound.addEventListener('ended', resolve, { once: true }))
    return { error: sound.error?.code ?? 0, seconds: sound.played.end(sound.played.length - 1) }
  })
  expect(heard.error).toBe(0)
  expect(heard.seconds).toBeGreaterThan(1)
  for (const one of [room.page, page]) await leave(one)
  await browser.close()
})

test('who does not let a page use the microphone is told how to, and goes on without', async ({ product }) => {
  const browser = await browserWithMicrophone('refused')
  const page = await pageOf(browser, PHONE, product.url, 'field-responder')
  const phone = new FieldPhone(page, product.url)
  await phone.openReport()
  await page.getByRole('button', { name: '录音' }).click()
  await expect(page.getByRole('status').filter({ hasText: '未获准使用麦克风' })).toBeVisible()
  await expect(page.getByRole('button', { name: '录音' })).toBeEnabled()
  await leave(page)
  await browser.close()
})

/** A browser with a microphone of its own, that beeps, and with somebody who lets pages use it, or does not. */
async function browserWithMicrophone(use: 'allowed' | 'refused'): Promise<Browser> {
  const options = await launchOptions()
  const person = `--use-fake-ui-for-media-stream${use === 'refused' ? '=deny' : ''}`
  return chromium.launch({ ...options, args: [...(options.args ?? []), '--use-fake-device-for-media-stream', person] })
}
