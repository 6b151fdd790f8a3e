import { test as base, expect } from '../fixtures.ts'
import { FrontDoor } from '../pages/front-door.ts'
import { errorsOf, watchForErrors } from '../pages/page-errors.ts'
import { Entrance } from '../product/entrance.ts'
import { freePort } from '../product/free-port.ts'
import { IdentityProvider } from '../product/identity-provider.ts'
import { Product } from '../product/product.ts'

/** A product whose people come by a provider, which is started first: it has to know where to send them back to. */
const test = base.extend<object, { federated: { readonly product: Product; readonly provider: IdentityProvider } }>({
  federated: [
    async ({ city, hub }, use) => {
      const port = await freePort()
      const provider = await IdentityProvider.start(`http://localhost:${port}`)
      const product = await Product.start({ city, hub }, { host: 'localhost', port, environment: provider.environment })
      await use({ product, provider })
      await product.stop()
      await provider.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})

test('somebody comes in by the provider once the administrator has said who they are there, and leaves both', async ({
  federated: { product, provider },
  browser,
  playwright,
}) => {
  test.setTimeout(120_000)
  const entrance = new Entrance(product, playwright.request)
  const { name } = await entrance.addAccount('e2e.federated', 'dispatcher')
  const administrator = await entrance.addAccount('e2e.system', 'system-administrator')
  const newDoor = async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    watchForErrors(page)
    return new FrontDoor(page, product.url)
  }
  const door = await newDoor()
  const { page } = door
  const byProvider = page.getByRole('link', { name: '通过 政务统一认证 登录' })
  provider.person = { sub: 'zhang.wei', amr: ['pwd'] }

  await test.step('whom nobody here has named is told so at the door, in a sentence', async () => {
    await door.open('/desk')
    await byProvider.click()
    await page.getByRole('button', { name: 'It is me' }).click()
    await door.expectStep('登录')
    await expect(door.refusal).toContainText('统一认证')
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/sign-in/)
  })

  await test.step('the system administrator says whom the provider will mean', async () => {
    const system = await newDoor()
    await system.open('/administration')
    await system.signIn(administrator.name, administrator.password)
    await system.addFactor()
    await system.page.getByText('e2e.federated').first().click()
    await system.page.getByRole('button', { name: '指定名称' }).click()
    const naming = system.page.getByRole('dialog', { name: /在 政务统一认证 的名称/ })
    await naming.getByLabel('对方使用的名称').fill('zhang.wei')
    await naming.getByRole('button', { name: '指定名称' }).click()
    await expect(system.page.getByRole('dialog').getByText('zhang.wei')).toBeVisible()
    errorsOf(system.page).expectNone()
    await system.page.context().close()
  })

  await test.step('one press, and they are where they wanted to be', async () => {
    await door.open('/desk?lang=zh')
    await byProvider.click()
    await expect.poll(() => page.evaluate(() => window.__guanlan?.area)).toBe('rm')
    await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/desk/)
    const { subject } = await page.evaluate(async () => (await fetch('/api/access/me')).json())
    expect(subject).toMatchObject({ kind: 'person', assurance: 'federated', name, owes: [] })
  })

  await test.step('signing out here leads to signing out there: the next person at this desk is asked who they are', async () => {
    await page.getByRole('button', { name: /账号与身份/ }).click()
    await page.getByRole('button', { name: '登出' }).click()
    await page.waitForURL(`${provider.issuer}/**`)
    await page.getByRole('button', { name: /yes/i }).click()
    await page.waitForURL('**/sign-in')
    await door.expectStep('登录')
    await byProvider.click()
    await expect(page.getByRole('button', { name: 'It is me' })).toBeVisible()
  })
  await page.context().close()
})
