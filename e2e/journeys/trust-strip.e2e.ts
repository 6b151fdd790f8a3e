import { expect, test } from '../fixtures.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

const LOAD = 'grid.load@rm/PT10S'

for (const [displayClass, how] of [
  ['desk', 'hover'],
  ['desk', 'focus'],
  ['office', 'tap'],
  ['mobile', 'tap'],
] as const) {
  test(`${displayClass}: on ${how}, a figure says whose it is, how old, how complete`, async ({ display }) => {
    await display.open(displayClass)
    const figure = display.figure(LOAD).locator
    await figure.scrollIntoViewIfNeeded()
    if (how === 'hover') await figure.hover()
    else if (how === 'focus') {
      await figure.evaluate((element: HTMLElement) => element.focus({ focusVisible: true } as FocusOptions))
    } else await figure.click()
    const lineage = display.page.getByRole('dialog')
    await expect(lineage).toContainText('河口供电局')
    await expect(lineage).toContainText('4/4')
    await expect(lineage).toContainText('求和')
    await display.page.keyboard.press('Escape')
    await expect(lineage).toBeHidden()
  })
}

test('wall: the strip of each figure stands beside it, since nobody can ask for it', async ({ display }) => {
  await display.open('wall')
  await expect(display.tile('load').locator.locator('.trust').first()).toContainText('供电局')
  await expect(display.tile('load').locator.locator('.trust').first()).toContainText('4/4')
})

test('desk: a figure beyond its limit says so in words, on hover and to whoever cannot see the triangle', async ({
  display,
  departments,
}) => {
  departments.services.fallSilent()
  const time = new Date().toISOString()
  const towns = ['rm-a', 'rm-b', 'rm-c', 'rm-d']
  await departments.services.post(towns.map((area) => ({ metric: 'hotline.waiting', area, time, value: 100 })))
  await display.open('desk', { scene: 'details' })
  const figure = display.figure('hotline.waiting@rm/PT5M').locator
  await expect(figure).toHaveAccessibleDescription('超 300 危急')
  await figure.scrollIntoViewIfNeeded()
  await figure.hover()
  await expect(display.page.getByRole('dialog')).toContainText('超 300 危急 · 警戒 ≥ 150 · 危急 ≥ 300')
})
