import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'

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
