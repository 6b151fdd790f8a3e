import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'

/** A screen whose enrolment ends shows nothing of the city any longer than this, ms. */
const GONE_WITHIN_MS = 1_500

test('a wall shows a code, is enrolled by it, and goes back to a code within a second of being revoked', async ({
  display,
  product,
  departments,
}) => {
  test.setTimeout(120_000)
  await departments.power.speak()
  await departments.services.speak()
  const { page } = display
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.goto(`${product.url}/wall`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('此屏尚未登记')
  await expect(page.locator('.pairing-code')).toHaveText(/^\d{4} \d{4}$/)
  const code = (await page.locator('.pairing-code').innerText()).replace(/\s/g, '')
  await expect(page.getByText(`screen enrol ${code}`)).toBeVisible()
  expect(await page.locator('[data-panel]').count(), 'panels before anybody confirmed').toBe(0)

  await product.admin('screen', 'enrol', code, '--name', 'e2e revoked')
  await display.figure('grid.load@rm/PT10S').expectToRead('2,000', 20_000)
  const cookies = await page.context().cookies()
  expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Strict')).toBe(true)
  expect(await page.evaluate(() => document.cookie)).toBe('')

  errorsOf(page).allowRefusals()
  await product.admin('screen', 'revoke', 'e2e revoked')
  await expect(page.locator('[data-panel]')).toHaveCount(0, { timeout: GONE_WITHIN_MS })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('此屏的登记已撤销，画面已清除')
  await expect(page.locator('.pairing-code')).toHaveText(/^\d{4} \d{4}$/)
  await page.reload()
  await expect(page.locator('.pairing-code')).toHaveText(/^\d{4} \d{4}$/)
})
