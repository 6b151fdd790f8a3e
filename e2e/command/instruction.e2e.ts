import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'

test('a leader gives an instruction with one press of a phrase, and follows what becomes of it', async ({ display }) => {
  await display.open('office')
  const { page } = display
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^突发事件/ })
    .click()
  const bar = page.getByRole('region', { name: '批示' })
  await bar.getByRole('button', { name: '请即报进展' }).click()
  const asking = page.getByRole('dialog')
  await asking.getByLabel('关于').selectOption({ label: '不属某一事件' })
  await expect(asking).toContainText('「请即报进展」')
  await asking.getByRole('button', { name: '下达批示' }).click()
  await expect(asking).toHaveCount(0)
  const tracked = page.getByRole('region', { name: '批示跟踪' })
  await expect(tracked.locator('.office-order').filter({ hasText: '请即报进展' })).toContainText('已下达')
  expect(await seriousHurdles(page), 'the leader’s screen').toEqual([])
})
