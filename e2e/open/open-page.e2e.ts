import type { OpenBlock, OpenBlockFigure } from '#contract/open.ts'
import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { OpenPage } from '../pages/open-page.ts'
import { watchForErrors } from '../pages/page-errors.ts'

test.beforeEach(async ({ departments, product }) => {
  await departments.power.speak()
  await departments.services.speak()
  await expect
    .poll(async () => (await (await fetch(`${product.url}/api/open/blocks/today`)).text()).includes('"value":2000'))
    .toBe(true)
})

/** Most JavaScript the public fetches before it sees figures, in bytes as they come over the line. */
const MOST_SCRIPT = 180 * 1024

test('anybody reads figures, their source and their time, without signing in, without a cookie, without a socket', async ({
  page,
  context,
  product,
}) => {
  const errors = watchForErrors(page)
  const sockets: string[] = []
  const asked: string[] = []
  page.on('websocket', (socket) => sockets.push(socket.url()))
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  const open = new OpenPage(page, product.url)
  await open.open()
  await expect(open.figure('用电负荷').locator('.fig').first()).toHaveText('2,000')
  await expect(open.figure('用电负荷')).toContainText('供电局')
  expect(await context.cookies()).toEqual([])
  expect(sockets).toEqual([])
  expect(asked.filter((path) => path.startsWith('/api/') && !path.startsWith('/api/open/'))).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])
  errors.expectNone()
})

test('a phone on a slow line fetches less script than a picture weighs', async ({ page, product }) => {
  let bytes = 0
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') bytes += Number(response.headers()['content-length'] ?? MOST_SCRIPT)
  })
  await new OpenPage(page, product.url).open()
  expect(bytes).toBeGreaterThan(10_000)
  expect(bytes).toBeLessThan(MOST_SCRIPT)
})

test('a small count is a word, and its areas do not give it away', async ({ page, product, departments }) => {
  test.setTimeout(150_000)
  await departments.services.post(waitingAtTheEndOfTheLastWindow())
  const isReleased = async () =>
    ((await (await product.read('/api/open/blocks/today')).json()) as OpenBlock).figures.some(isWaiting)
  await expect.poll(isReleased, { timeout: 120_000 }).toBe(true)
  const open = new OpenPage(page, product.url)
  await open.open()
  const waiting = open.figure('等待人数')
  await expect(waiting.locator('.fig').first()).toHaveText('100')
  await waiting.locator('summary').click()
  const members = waiting.locator('.open-members li')
  for (const [town, value] of [
    ['海角', '30'],
    ['松林', '20'],
    ['石桥', '已保护'],
    ['港湾', '已保护'],
  ] as const)
    await expect(members.filter({ hasText: town })).toContainText(value)
})

test('somebody picks their town, and the address remembers it', async ({ page, product }) => {
  const open = new OpenPage(page, product.url)
  await open.open()
  await open.pickArea('北片区')
  await expect(open.figure('用电负荷').locator('.fig').first()).toHaveText('1,000')
  await expect(page).toHaveURL(/area=rm-north/)
  await page.reload()
  await expect(open.figure('用电负荷').locator('.fig').first()).toHaveText('1,000')
  await open.pickArea('海角镇')
  await expect(open.figure('用电负荷')).toContainText('全市值')
})

test('the keyboard reaches everything, and opens what a figure means', async ({ page, product }) => {
  const open = new OpenPage(page, product.url)
  await open.open()
  await page.keyboard.press('Tab')
  await expect(page.getByText('跳到数据')).toBeFocused()
  const summary = open.figure('用电负荷').locator('summary')
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(open.figure('用电负荷')).toContainText('全市此刻的用电功率。')
})

test('when the server is away the figures stay, and say how old they are', { tag: '@long' }, async ({ page, product }) => {
  const errors = watchForErrors(page)
  const open = new OpenPage(page, product.url)
  await open.open()
  errors.allowCutOff()
  await page.route('**/api/open/**', (route) => route.abort('connectionrefused'))
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect(page.getByRole('status').filter({ hasText: '连不上服务器' })).toBeVisible({ timeout: 45_000 })
  await expect(open.figure('用电负荷').locator('.fig').first()).toHaveText('2,000')
  await page.unroute('**/api/open/**')
  await expect(page.getByRole('status').filter({ hasText: '连不上服务器' })).toBeHidden({ timeout: 15_000 })
})

test('a browser without scripts is led to the figures in words', async ({ browser, product }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${product.url}/open`)
  await page.getByRole('link', { name: /纯文字版/ }).click()
  await expect(page.getByRole('row').filter({ hasText: '用电负荷' })).toContainText('2000 兆瓦')
  await context.close()
})

test('firms are asked to sign in before any of their figures is asked for', async ({ page, product }) => {
  const errors = watchForErrors(page)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${product.url}/enterprise`)
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
  expect(asked.filter((path) => path.startsWith('/api/enterprise'))).toEqual([])
  errors.expectNone()
})

for (const theme of ['light', 'dark'] as const)
  for (const [lang, width, height] of [
    ['zh', 390, 844],
    ['en', 834, 1194],
    ['en', 1440, 900],
  ] as const)
    test(`${theme}, ${lang}, ${width} px: nothing serious keeps anyone from the figures, and nothing is wider than the screen`, async ({
      page,
      product,
    }) => {
      await page.setViewportSize({ width, height })
      const open = new OpenPage(page, product.url)
      await open.open({ lang, theme })
      for (const summary of await page.locator('main summary').all()) await summary.click()
      expect(await seriousHurdles(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(0)
    })

function isWaiting({ metric, window }: OpenBlockFigure): boolean {
  return metric === 'hotline.waiting' && window !== null
}

/** People waiting at the end of the newest five minutes that may be released: what the department says of itself as well. */
function waitingAtTheEndOfTheLastWindow() {
  const end = Math.floor((Date.now() - 36_000) / 300_000) * 300_000
  return Object.entries({ 'rm-a': 30, 'rm-b': 20, 'rm-c': 15, 'rm-d': 35 }).map(([area, value]) => ({
    metric: 'hotline.waiting',
    area,
    time: new Date(end - 1000).toISOString(),
    value,
  }))
}
