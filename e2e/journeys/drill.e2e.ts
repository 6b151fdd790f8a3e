import { expect, test } from '../fixtures.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

for (const displayClass of ['office', 'desk', 'mobile'] as const) {
  test(`${displayClass}: city to zone, and city to town, in two taps, and back by the address`, async ({ display }) => {
    await display.open(displayClass)
    await display.goTo('北片区')
    await display.expectArea('rm-north')
    await display.figure('grid.load@rm-north/PT10S').expectToRead('1,000')
    await display.goTo('港湾')
    await display.expectArea('rm-d')
    await display.figure('grid.load@rm-d/PT10S').expectToRead('700')
    await expect(display.page).toHaveURL(/area=rm-d/)
    await display.page.goBack()
    await display.expectArea('rm-north')
    await display.page.reload()
    await display.untilPainted()
    await display.expectArea('rm-north')
  })
}

test('a link sent to somebody opens where the sender was', async ({ display }) => {
  await display.open('desk', { scene: 'details', area: 'rm-c', lang: 'en' })
  await display.expectScene('details')
  await display.expectArea('rm-c')
  await expect(display.page.getByRole('heading', { level: 1 })).toHaveText('All figures')
})
