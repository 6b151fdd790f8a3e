import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { FrontDoor } from '../pages/front-door.ts'
import { watchForErrors } from '../pages/page-errors.ts'
import { Product } from '../product/product.ts'
import { openDepartments } from '../product/rivermouth.ts'

const THREE = [
  { role: '系统管理员', shown: '周全', name: 'first.system', password: 'sYstem-7-lantern' },
  { role: '安全管理员', shown: '安然', name: 'first.security', password: 'sEcure-8-harbour' },
  { role: '审计管理员', shown: '沈明', name: 'first.audit', password: 'aUdits-9-ledgers' },
] as const

const TOWN = { shown: '林港', name: 'lin.harbour', password: 'tide ninety waves south' }

/** A server of its own: where somebody made an administrator at the machine already, the printed link is worth nothing. */
const own = test.extend<{ fresh: Product }>({
  fresh: async ({ city, hub }, use) => {
    const product = await Product.start({ city, hub })
    await use(product)
    await product.stop()
  },
})

own(
  'from the printed link to somebody who sees the town they answer for, and nothing else',
  async ({ fresh: product, browser }) => {
    own.setTimeout(240_000)
    const departments = await openDepartments(product)
    await departments.power.speak()
    await departments.services.speak()
    const door = await newcomer(browser, product)

    await test.step('three people make themselves the first administrators; the link works once', async () => {
      const link = product.setupLink
      await door.page.goto(link)
      await expect(door.page, 'the token leaves the address').not.toHaveURL(/#/)
      for (const { role, shown, name, password } of THREE) {
        const one = door.page.getByRole('group', { name: role })
        await one.getByLabel('姓名').fill(shown)
        await one.getByLabel('账号名').fill(name)
        await one.getByLabel('密码', { exact: true }).fill(password)
      }
      await door.page.getByRole('button', { name: '建立三员' }).click()
      await door.expectStep('三员已就位')
    })

    const link =
      await test.step('the system administrator adds a factor and makes an account, with no say in what it may do', async () => {
        await door.open()
        await door.signIn(THREE[0].name, THREE[0].password)
        await door.addFactor()
        await door.page.getByRole('button', { name: '新建账号' }).click()
        const asking = door.page.getByRole('dialog', { name: '新建账号' })
        await asking.getByLabel('姓名').fill(TOWN.shown)
        await asking.getByLabel('账号名').fill(TOWN.name)
        await asking.getByRole('button', { name: '新建账号' }).click()
        const found = await asking.locator('code.one-time').innerText()
        await asking.getByRole('button', { name: '关闭' }).click()
        await expect(door.page.getByRole('button', { name: '授予职责' })).toHaveCount(0)
        return found
      })

    await test.step('the security administrator grants a remit in one town', async () => {
      const security = await newcomer(browser, product)
      await security.open()
      await security.signIn(THREE[1].name, THREE[1].password)
      await security.addFactor()
      await security.page.getByText(TOWN.name).click()
      const drawer = security.page.getByRole('dialog', { name: TOWN.shown, exact: true })
      await drawer.getByRole('button', { name: '授予职责' }).click()
      const granting = security.page.getByRole('dialog', { name: `授予 ${TOWN.shown} 职责` })
      await granting.getByLabel('身份').selectOption({ label: '指挥长' })
      await granting.getByLabel('区域').selectOption({ label: '港湾镇' })
      await expect(granting).toContainText('指挥长')
      await granting.getByRole('button', { name: '授予职责' }).click()
      await expect(granting, 'it stays open until the remit is kept').toHaveCount(0)
      await expect(drawer.getByRole('listitem').filter({ hasText: '指挥长' })).toContainText('港湾')
      await security.page.context().close()
    })

    await test.step('its holder chooses a password, adds a factor, and comes in the next time with both', async () => {
      const holder = await newcomer(browser, product)
      await holder.choosePassword(link, TOWN.password)
      await holder.open()
      await holder.signIn(TOWN.name, TOWN.password)
      const authenticator = await holder.addFactor()
      await expectOnlyTown(holder.page)

      const later = await newcomer(browser, product)
      await later.open('/desk')
      await later.signIn(TOWN.name, TOWN.password)
      await later.giveFactor(authenticator)
      await expectOnlyTown(later.page)
      await holder.page.context().close()
      await later.page.context().close()
    })
    await door.page.context().close()
    departments.power.fallSilent()
    departments.services.fallSilent()
  },
)

/** The screen is the town's, and so is everything the server would tell it. */
async function expectOnlyTown(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => window.__guanlan?.area)).toBe('rm-d')
  await expect(page.locator('.figure-value[data-series="grid.load@rm-d/PT10S"]').first()).toHaveText('700')
  const { areas, latest } = await page.evaluate(async () => {
    const catalogue = await (await fetch('/api/catalogue')).json()
    const answer = await fetch('/api/series/latest?metric=grid.load&area=rm-a')
    return { areas: catalogue.areas.map(({ code }: { code: string }) => code), latest: answer.status }
  })
  expect(areas).toEqual(['rm-d'])
  expect(latest, 'another town does not exist for them').toBe(404)
}

/** Another person, with a browser of their own. */
async function newcomer(browser: import('@playwright/test').Browser, product: Product): Promise<FrontDoor> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  watchForErrors(page)
  return new FrontDoor(page, product.url)
}
