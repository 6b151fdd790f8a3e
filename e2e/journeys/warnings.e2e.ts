import { expect, test } from '../fixtures.ts'
import type { Product } from '../product/product.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

test('a warning a source brings stands on the wall and the open page until it is cancelled', async ({ product, display, door }) => {
  const office = new WeatherOffice(product, await product.addSource('weather'))
  const strip = display.page.getByRole('region', { name: '生效中的预警' })
  await display.open('wall')
  await expect(strip).toHaveCount(0)
  await office.send('Alert')
  await expect(strip).toContainText('暴雨 橙色预警')
  await expect(strip).toContainText('海角')
  await door.page.goto(`${product.url}/open`)
  await expect(door.page.getByRole('article')).toContainText('避开低洼路段')
  await office.send('Cancel')
  await expect(strip).toHaveCount(0)
  // The wall draws a map all the time; what follows needs none.
  await display.page.goto('about:blank')
  // Caches on the way may keep the page's answer for some seconds.
  await expect(async () => {
    await door.page.reload()
    await expect(door.page.getByText('目前没有生效的预警')).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(door.page.getByText('近七天结束的预警')).toBeVisible()
  await expect(door.page.getByText('已解除').first()).toBeAttached()
})

test('a phone shows a warning as a card that says what to do with one press, and takes it away when it is cancelled', async ({
  product,
  display,
}) => {
  const office = new WeatherOffice(product, await product.addSource('weather on the phone'))
  const cards = display.page.getByRole('region', { name: '生效中的预警' })
  await office.send('Alert')
  await display.open('mobile')
  await cards.getByRole('button', { name: /暴雨/ }).click()
  await expect(cards).toContainText('避开低洼路段')
  await office.send('Cancel')
  await expect(cards).toHaveCount(0)
})

test('a duty officer sees what will go out, issues it, changes it and ends it; everybody can read the documents', async ({
  product,
  display,
}) => {
  const { page } = display
  await display.open('desk')
  await page.getByRole('button', { name: /^预警/ }).click()
  await expect(page.getByText('无生效预警')).toBeVisible()
  await page.getByRole('button', { name: '发布预警' }).click()
  await expect(page.getByRole('button', { name: '查看将发出的内容' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByLabel('松林', { exact: false }).check()
  await page.getByRole('button', { name: '查看将发出的内容' }).click()
  await page.getByText('CAP 1.2 原文').click()
  await expect(page.locator('pre')).toContainText('<msgType>Alert</msgType>')
  await page.getByRole('button', { name: '确认发出' }).click()
  const details = page.getByRole('article')
  await expect(details).toContainText('暴雨 黄色预警')

  await page.getByRole('button', { name: '更新预警' }).click()
  await page.getByRole('button', { name: '红色预警' }).click()
  await page.getByRole('button', { name: '查看将发出的内容' }).click()
  await page.getByRole('button', { name: '确认发出' }).click()
  await expect(details).toContainText('暴雨 红色预警')

  await page.getByRole('button', { name: '解除预警' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '解除预警' }).click()
  await expect(page.getByText('无生效预警')).toBeVisible()
  const feed = await (await fetch(`${product.url}/api/open/warnings.atom`)).text()
  for (const type of ['Alert', 'Update', 'Cancel']) expect(feed).toContain(`term="${type}"`)
  const [, address] = /href="([^"]+\.cap)"/.exec(feed) ?? []
  const document = await fetch(new URL(new URL(String(address)).pathname, product.url))
  expect(document.headers.get('content-type')).toContain('application/cap+xml')
  expect(await document.text()).toContain('urn:oasis:names:tc:emergency:cap:1.2')
})

/** Somebody outside who warns, and ends the warning. */
class WeatherOffice {
  readonly #product: Product
  readonly #token: string
  /** One source answers for a sender: each office has a name of its own. */
  readonly #sender = `office-${crypto.randomUUID()}`
  readonly #references: string[] = []

  constructor(product: Product, token: string) {
    this.#product = product
    this.#token = token
  }

  async send(msgType: 'Alert' | 'Cancel'): Promise<void> {
    const now = Date.now() + this.#references.length * 1_000
    const time = (at: number) => `${new Date(at).toISOString().slice(0, 19)}-00:00`
    const identifier = `e2e-${now}`
    const references = this.#references.length > 0 ? `<references>${this.#references.join(' ')}</references>` : ''
    const body = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>${this.#sender}</sender>
<sent>${time(now)}</sent><status>Actual</status><msgType>${msgType}</msgType><scope>Public</scope>${references}
<info><language>zh-CN</language><category>Met</category><event>暴雨</event><urgency>Expected</urgency><severity>Severe</severity>
<certainty>Likely</certainty><expires>${time(now + 3_600_000)}</expires><headline>暴雨橙色预警</headline><instruction>避开低洼路段</instruction>
<area><areaDesc>Cape</areaDesc><geocode><valueName>GB/T 2260</valueName><value>rm-a</value></geocode></area></info></alert>`
    const answer = await fetch(`${this.#product.url}/api/hub/warnings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/cap+xml' },
      body,
    })
    expect(answer.status, await answer.text()).toBe(200)
    this.#references.push(`${this.#sender},${identifier},${time(now)}`)
  }
}
