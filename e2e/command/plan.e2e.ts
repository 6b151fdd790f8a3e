import { expect, test } from '../fixtures.ts'
import { CommandRoom } from '../pages/command-room.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { errorsOf, watchForErrors } from '../pages/page-errors.ts'
import { PlanPanel } from '../pages/plan-panel.ts'

test('a plan that is applied proposes its steps; people who are trapped bring up their rescue, and accepting it sends the nearest engines', async ({
  browser,
  product,
}) => {
  test.setTimeout(120_000)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  watchForErrors(page)
  const tried = await context.request.post(`${product.url}/api/access/trial`, {
    data: { role: 'commander' },
    headers: { origin: product.url },
  })
  expect(tried.ok()).toBe(true)
  const room = new CommandRoom(page, product.url)
  await room.open()
  const id = await room.openIncident('自然灾害', '沙田')
  await room.takeCommand('常务副市长')
  const plan = new PlanPanel(page)
  await plan.open()
  await plan.apply('防风防汛应急响应预案', 'III级')
  await expect(room.level('response')).toContainText('III')
  await expect(plan.proposed('向各镇街部署响应')).toContainText('启动III级响应即办')
  await expect(plan.row('营救被困人员')).toContainText('等条件')

  const counted = await context.request.post(`${product.url}/api/incidents/${id}/casualties`, {
    headers: { origin: product.url },
    data: {
      ...{ commandId: crypto.randomUUID(), after: 0, source: '110' },
      figures: { dead: 0, missing: null, serious: null, minor: null, trapped: 2, evacuated: null },
    },
  })
  expect(counted.ok(), await counted.text()).toBe(true)
  await expect(plan.proposed('营救被困人员')).toContainText('被困 2 人（≥ 1）')
  expect(await seriousHurdles(page), 'the plan').toEqual([])
  await plan.accept('营救被困人员')
  await expect(room.order('营救')).toBeVisible()
  await expect(plan.row('营救被困人员')).toContainText('已采纳')
  errorsOf(page).expectNone()
  await context.close()
})
