import { test as base, expect } from '../fixtures.ts'
import { FrontDoor } from '../pages/front-door.ts'
import { errorsOf, watchForErrors } from '../pages/page-errors.ts'
import { PasskeyDevice } from '../pages/passkey-device.ts'
import { Entrance, PASSWORD } from '../product/entrance.ts'
import { Product } from '../product/product.ts'

/** A product under a name: a passkey belongs to a domain, and an IP address is none. */
const test = base.extend<object, { named: Product }>({
  named: [
    async ({ city, hub }, use) => {
      const product = await Product.start({ city, hub }, { host: 'localhost' })
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

test('a passkey is added, lets its owner in as second factor and alone, and is removed again', async ({
  named,
  browser,
  playwright,
}) => {
  const entrance = new Entrance(named, playwright.request)
  const { name } = await entrance.addAccount('e2e.holder', 'dispatcher')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const door = new FrontDoor(await context.newPage(), named.url)
  const errors = watchForErrors(door.page)
  const device = await PasskeyDevice.plugInto(door.page)
  const { page } = door
  const factors = page.locator('section').filter({ has: page.getByRole('heading', { name: '第二重验证' }) })

  await test.step('add it', async () => {
    await door.open('/account')
    await door.signIn(name, PASSWORD)
    await expect(factors).toContainText('未添加')
    await factors.getByRole('button', { name: '添加通行密钥' }).click()
    await expect(factors.getByRole('listitem')).toHaveCount(1)
    await expect(factors.getByRole('listitem')).toContainText('通行密钥')
    expect(await device.credentials()).toBe(1)
  })

  await test.step('the same key is not added twice, and the page says why', async () => {
    await factors.getByRole('button', { name: '添加通行密钥' }).click()
    await expect(door.refusal).toContainText('此设备的通行密钥已添加过')
    await expect(factors.getByRole('listitem')).toHaveCount(1)
  })

  await test.step('as second factor, after the password', async () => {
    await door.signOut()
    await door.open('/account')
    await door.signIn(name, PASSWORD)
    await door.expectStep('第二重验证')
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await expect(factors.getByRole('listitem')).toHaveCount(1)
  })

  await test.step('alone, without a name or a password', async () => {
    await door.signOut()
    await door.open('/account')
    await door.expectStep('登录')
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await expect(factors.getByRole('listitem')).toContainText('用过')
    await expect(page.locator('.own-part').first(), 'a passkey with its owner’s finger is two factors').toContainText(
      '密码与第二重验证',
    )
  })

  await test.step('remove it: the password alone is enough again', async () => {
    await factors.getByRole('button', { name: '移除' }).click()
    const asking = page.getByRole('dialog')
    await asking.getByRole('button', { name: '移除' }).click()
    await expect(factors.getByRole('listitem')).toHaveCount(0)
    await door.signOut()
    await door.open('/account')
    errorsOf(page).allowRefusals()
    await page.getByRole('button', { name: '使用通行密钥' }).click()
    await expect(door.refusal).toContainText('通行密钥')
    await door.signIn(name, PASSWORD)
    await expect(factors).toContainText('未添加')
  })
  errors.expectNone()
  await context.close()
})

test('a password past its life is changed before anything else, and the old one is not taken again', async ({
  named,
  browser,
  playwright,
}) => {
  const entrance = new Entrance(named, playwright.request)
  const { name } = await entrance.addAccount('e2e.ninety-days', 'dispatcher')
  await named.ask('update guanlan.account set password_at = password_at - $1 where name = $2', [91 * 86_400_000, name])
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const door = new FrontDoor(await context.newPage(), named.url)
  watchForErrors(door.page).allowRefusals()
  const { page } = door
  await door.open('/desk')
  await door.signIn(name, PASSWORD)
  await door.expectStep('更换密码')
  expect(await page.evaluate(async () => (await fetch('/api/catalogue')).status), 'nothing is served before').toBe(403)

  const change = async (current: string, next: string) => {
    await page.getByLabel('现用密码').fill(current)
    await page.getByLabel('新密码').fill(next)
    await page.getByRole('main').getByRole('button', { name: '更换密码' }).click()
  }
  await change(PASSWORD, PASSWORD)
  await expect(door.refusal).toContainText('用过')
  await change('not the one there is 1A', 'quiet delta lantern 7')
  await expect(door.refusal).toContainText('密码')
  await change(PASSWORD, 'quiet delta lantern 7')
  await expect.poll(() => page.evaluate(() => window.__guanlan?.area)).toBe('rm')
  await context.close()
})
