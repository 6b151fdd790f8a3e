import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { leave, pageOf } from '../pages/role-page.ts'

test('the role that is tried changes with one press: from the whole city to one town, and to an administrator’s console', async ({
  display,
}) => {
  await display.open('desk')
  const { page } = display
  const chip = page.getByRole('button', { name: /账号与身份/ })
  await expect(chip).toContainText('试用')
  await expect(chip).toContainText('值班员')
  await display.expectArea('441900')

  errorsOf(page).allowRefusals()
  await chip.click()
  await page.getByRole('button', { name: /^镇街人员/ }).click()
  await expect(chip).toContainText('镇街人员')
  await expect.poll(() => page.evaluate(() => window.__guanlan?.area)).not.toBe('441900')
  await display.untilPainted()
  await expect(page.locator('.figure-value.is-live').first()).toBeVisible()

  await chip.click()
  await page.getByRole('button', { name: /^审计管理员/ }).click()
  await expect(page).toHaveURL(/\/administration/)
  await expect(page.getByLabel('全文查找')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '试用身份' }).first()).toBeVisible()
  await page.getByRole('button', { name: '换身份' }).click()
  await page.getByRole('button', { name: /^企业用户/ }).click()
  await expect(page).toHaveURL(/\/enterprise/)
})

test('whoever is paged for what is owed sees it over every page, opens it with one press and takes it on with another', async ({
  browser,
  product,
}) => {
  const page = await pageOf(browser, { viewport: { width: 1440, height: 900 } }, product.url, 'dispatcher')
  await page.goto('/desk')
  const strip = page.getByRole('region', { name: '催办' })
  const first = strip
    .getByRole('listitem')
    .first()
    .getByRole('button', { name: /案件超期/ })
  // The simulated hub tells of its cases as it begins; those that ran over their time are owed from then on.
  await expect(first).toBeVisible({ timeout: 60_000 })
  await first.click()
  await expect(page).toHaveURL(/at=cases%2F/)
  await expect(strip).toBeVisible()

  const owed = (await first.innerText()).match(/\d{8}-\d+/)?.[0] as string
  await strip.getByRole('button', { name: '我来办' }).click()
  await expect(first).not.toContainText(owed)
  await strip.getByRole('button', { name: /^全部 \d+ 项$/ }).click()
  await expect(strip.getByRole('listitem').nth(1)).toBeVisible()
  await expect(strip.getByText(owed)).toHaveCount(0)
  await leave(page)
})
