import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { PASSWORD } from '../product/entrance.ts'

test('the audit administrator finds what was just done, by whom, and that nothing in the audit was changed', async ({
  door,
  entrance,
  product,
}) => {
  test.setTimeout(120_000)
  await product.addSource('e2e audited')
  const { name } = await entrance.addAccount('e2e.auditor', 'audit-administrator')
  await door.open()
  errorsOf(door.page).allowRefusals()
  await door.signIn(name, 'a wrong guess first')
  await expect(door.refusal).toContainText('用户名或密码不正确')
  await door.signIn(name, PASSWORD)
  await door.addFactor()

  const rows = door.page.getByRole('row')
  await door.page.getByLabel('全文查找').fill(name)
  await expect(rows.filter({ hasText: '登录' }).filter({ hasText: '拒绝' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: '登录' }).filter({ hasText: '成功' }).first()).toBeVisible()
  await expect(rows.filter({ hasText: '新建账号' }).first()).toBeVisible()
  expect(await door.page.locator('body').innerText(), 'a password in the audit').not.toContain('a wrong guess first')

  await door.page.getByRole('navigation', { name: '管理台' }).getByRole('button', { name: '完整性核验' }).click()
  await expect(door.page.getByText('审计完整，无改动')).toBeVisible({ timeout: 20_000 })
})
