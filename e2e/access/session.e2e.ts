import { launchOptions } from '../browser/launch-options.ts'
import { expect, test } from '../fixtures.ts'
import { FrontDoor } from '../pages/front-door.ts'
import { errorsOf, watchForErrors } from '../pages/page-errors.ts'
import { PASSWORD } from '../product/entrance.ts'

/** Signing out takes no longer than this, ms, on a machine that does four other things: emptying a cache took it forty. */
const OUT_WITHIN_MS = 15_000

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

const THEIRS = [
  ...['/api/access/me', '/api/access/sessions', '/api/access/factors', '/api/catalogue'],
  ...[
    '/api/series/latest?metric=grid.load&area=rm',
    '/api/series/history?metric=grid.load&area=rm&from=2026-01-01T00:00:00Z&step=P1D',
  ],
]

test('signing out leaves nothing in the browser, and the back key brings nothing back', async ({ door, entrance }) => {
  const { name } = await entrance.addAccount('e2e.signs-out', 'dispatcher')
  await door.open('/desk')
  await door.signIn(name, PASSWORD)
  await expect(door.page.locator(figures).first()).toHaveText('2,000')
  const held = await door.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(held, 'kept by the page while signed in').not.toMatch(/password|token|2,000/i)
  expect(held).not.toContain(PASSWORD)

  // As a person does who opens an address in a tab of its own; the browser may keep what it is told it may.
  await door.page.evaluate((paths) => Promise.all(paths.map(async (path) => (await fetch(path)).text())), THEIRS)
  errorsOf(door.page).allowRefusals()
  await door.page.getByRole('button', { name: /账号与身份/ }).click()
  await door.page.getByRole('button', { name: '登出' }).click()
  await door.page.waitForURL('**/sign-in', { timeout: OUT_WITHIN_MS, waitUntil: 'commit' })
  await door.expectStep('登录')
  expect(await door.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  expect(await door.page.evaluate(async () => (await indexedDB.databases()).length + (await caches.keys()).length)).toBe(0)
  const kept = await door.page.evaluate(
    (paths) =>
      Promise.all(
        paths.map((path) =>
          fetch(path, { cache: 'only-if-cached', mode: 'same-origin' }).then(
            (answer) => (answer.ok ? path : undefined),
            () => undefined,
          ),
        ),
      ),
    THEIRS,
  )
  expect(kept.filter(Boolean), 'in the cache of the browser').toEqual([])
  const cookies = await door.page.context().cookies()
  expect(cookies.filter(({ name: cookie }) => cookie.includes('session'))).toEqual([])

  await door.page.goBack()
  await expect(door.page.getByLabel('密码', { exact: true })).toBeVisible()
  await expect(door.page.locator('[data-panel]')).toHaveCount(0)
  expect(await door.page.evaluate(async () => (await fetch('/api/catalogue')).status)).toBe(401)
})

test('a page that the browser kept whole for the back key shows nothing of who has signed out', async ({
  playwright,
  product,
  entrance,
}) => {
  const { name } = await entrance.addAccount('e2e.goes-back', 'dispatcher')
  // A browser as people have it: those of tests keep no page for the back key.
  const browser = await playwright.chromium.launch({
    ...(await launchOptions()),
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  watchForErrors(page).allowRefusals()
  const door = new FrontDoor(page, product.url)
  await door.open('/account')
  await door.signIn(name, PASSWORD)
  await expect(page.locator('.own')).toContainText(name)
  await door.signOut()
  await page.goBack()
  await expect(page.getByLabel('密码', { exact: true })).toBeVisible()
  await expect(page.locator('body')).not.toContainText(name)
  await browser.close()
})
