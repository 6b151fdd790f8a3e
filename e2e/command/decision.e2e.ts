import { expect, test } from '../fixtures.ts'
import { CommandRoom } from '../pages/command-room.ts'
import { seriousHurdles } from '../pages/hurdles.ts'

test('a question is put forward on what the record knows, decided with one press and one look back, and stands in the report', async ({
  page,
  product,
}) => {
  const tried = await page.request.post(`${product.url}/api/access/trial`, { data: { role: 'commander' } })
  expect(tried.ok(), await tried.text()).toBe(true)
  const room = new CommandRoom(page, product.url)
  await room.open()
  const incident = await room.openIncident('事故灾难', '长安')
  const decisions = page.getByRole('region', { name: '决策', exact: true })
  await decisions.getByRole('button', { name: '提请决策' }).click()
  const asking = page.getByRole('dialog')
  await asking.getByLabel('要决定什么').fill('是否转移低洼区群众')
  await asking.getByLabel('方案 甲').fill('立即转移')
  await asking.getByLabel('方案 乙').fill('再看半小时')
  await asking.getByRole('button', { name: '提请', exact: true }).click()
  await expect(asking).toHaveCount(0)
  const card = decisions.getByRole('article', { name: '是否转移低洼区群众' })
  await card.getByRole('button', { name: /证据 1 项/ }).click()
  const evidence = page.getByRole('dialog')
  await expect(evidence).toContainText('与记录一致')
  await evidence.getByRole('button', { name: '关闭' }).click()
  await expect(evidence).toHaveCount(0)
  expect(await seriousHurdles(page), 'the command room with a card').toEqual([])
  await card.getByRole('listitem').filter({ hasText: '立即转移' }).getByRole('button', { name: '决定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '决定', exact: true }).click()
  await expect(decisions.getByRole('list', { name: '已了结的决策' })).toContainText('立即转移')

  await page.goto(`${product.url}/desk?at=${encodeURIComponent(`reviews/${incident}`)}`)
  await expect(page.getByRole('region', { name: '时间线' })).toContainText('决定：立即转移')
  expect(await seriousHurdles(page), 'the after-action report').toEqual([])
})
