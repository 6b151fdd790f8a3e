import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { PASSWORD } from '../product/entrance.ts'

/** Who is shut out sees nothing of the city any longer than this, ms. */
const OFF_WITHIN_MS = 1_500

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

const figures = '.figure-value[data-series="grid.load@rm/PT10S"]'

test('somebody disabled while connected is off every screen within a second, and cannot come back', async ({
  door,
  entrance,
  product,
}) => {
  const { name } = await entrance.addAccount('e2e.leaver', 'dispatcher')
  await door.open('/desk')
  await door.signIn(name, PASSWORD)
  await expect(door.page.locator(figures).first()).toHaveText('2,000')
  errorsOf(door.page).allowRefusals()
  await product.admin('account', 'disable', name)
  await expect(door.page.locator('[data-panel]')).toHaveCount(0, { timeout: OFF_WITHIN_MS })
  await expect(door.page.getByText('会话已结束，画面已清除')).toBeVisible()
  await door.signIn(name, PASSWORD)
  await expect(door.refusal).toContainText('用户名或密码不正确')
})

test('signing out leaves nothing in the browser, and the back key brings nothing back', async ({ door, entrance }) => {
  const { name } = await entrance.addAccount('e2e.signs-out', 'dispatcher')
  await door.open('/desk')
  await door.signIn(name, PASSWORD)
  await expect(door.page.locator(figures).first()).toHaveText('2,000')
  const held = await door.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(held, 'kept by the page while signed in').not.toMatch(/password|token|2,000/i)
  expect(held).not.toContain(PASSWORD)

  errorsOf(door.page).allowRefusals()
  await door.page.getByRole('button', { name: /账号与身份/ }).click()
  await door.page.getByRole('button', { name: '登出' }).click()
  // The browser empties its whole cache before it goes on, which takes it seconds on a busy machine.
  await door.page.waitForURL('**/sign-in', { timeout: 40_000 })
  await door.expectStep('登录')
  expect(await door.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  expect(await door.page.evaluate(async () => (await indexedDB.databases()).length + (await caches.keys()).length)).toBe(0)
  const cookies = await door.page.context().cookies()
  expect(cookies.filter(({ name: cookie }) => cookie.includes('session'))).toEqual([])

  await door.page.goBack()
  await expect(door.page.getByLabel('密码', { exact: true })).toBeVisible()
  await expect(door.page.locator('[data-panel]')).toHaveCount(0)
  expect(await door.page.evaluate(async () => (await fetch('/api/catalogue')).status)).toBe(401)
})
