import type { ObservationRow } from '#contract/observation.ts'
import { expect, test } from '../fixtures.ts'
import type { Department } from '../product/department.ts'

const TOWNS = ['rm-a', 'rm-b', 'rm-c', 'rm-d']

/** The load of a window is the mean of what was said in it: nobody but the test says anything while it draws. */
test.beforeEach(({ departments: { power } }) => power.fallSilent())
test.afterEach(({ departments: { power } }) => power.speak())

/** Says that every town draws so much, now. */
function draw(power: Department, megawatts: number) {
  const time = new Date().toISOString()
  return power.post(TOWNS.map((area): ObservationRow => ({ metric: 'grid.load', area, time, value: megawatts })))
}

test('desk: an alarm comes, says why in numbers, is taken on by keys, and goes when its cause does', async ({
  display,
  departments: { power },
}) => {
  test.setTimeout(150_000)
  await display.open('desk')
  const { page } = display
  await page.getByRole('button', { name: /^告警/ }).click()
  await expect(page.getByRole('heading', { name: '告警' })).toBeVisible()
  const line = page.locator('.alarm-line', { hasText: '用电负荷过高' })
  await expect(async () => {
    await draw(power, 2_500)
    await expect(line).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 40_000 })

  await page.keyboard.press('j')
  while (!(await line.getAttribute('data-chosen'))?.includes('true')) await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const detail = page.locator('.alarm-detail')
  await expect(async () => {
    await draw(power, 2_500)
    await expect(detail).toContainText(/(\d\.\d{3} 万兆瓦|\d,\d{3} 兆瓦)，达到上限 7,000 兆瓦/, { timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
  await page.keyboard.press('a')
  await expect(line).toContainText('签收')
  await expect(detail.locator('.alarm-log').first()).toContainText('签收')

  await page.keyboard.press('s')
  await page.getByRole('dialog').getByLabel('原因').fill('检修')
  await page.getByRole('dialog').getByRole('button', { name: '搁置' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(detail).toContainText('原因：检修')

  await expect(async () => {
    await draw(power, 400)
    await expect(line).toBeHidden({ timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
})

test('wall: the same alarm stands there without anybody’s name', async ({ display, departments: { power } }) => {
  await display.open('wall')
  const row = display.page.locator('.alarm-row', { hasText: '用电负荷过高' })
  await expect(async () => {
    await draw(power, 2_500)
    await expect(row).toContainText('超 7,000 危急', { timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
  await expect(display.page.locator('body')).not.toContainText('e2e.duty-officer')
  await expect(async () => {
    await draw(power, 400)
    await expect(row).toBeHidden({ timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
})
