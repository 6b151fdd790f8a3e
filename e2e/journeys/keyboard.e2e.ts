import { expect, test } from '../fixtures.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

test('desk: everything by keyboard — past the navigation, to another scene, to a town, to the lineage of a figure', async ({
  display,
}) => {
  await display.open('desk')
  const { page } = display
  await page.keyboard.press('Tab')
  await expect(page.locator(':focus')).toHaveText('跳到内容')
  await page.keyboard.press('Enter')
  await expect(page.locator('#content')).toBeFocused()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('港湾')
  await page.keyboard.press('Enter')
  await display.expectArea('rm-d')
  await page.keyboard.press('/')
  await page.keyboard.type('全部指标')
  await page.keyboard.press('Enter')
  await display.expectScene('details')

  await page.locator('#content').focus()
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('dialog')).toContainText('来源部门', { timeout: 500 })
  }).toPass()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('desk: what has the focus is seen to have it', async ({ display }) => {
  await display.open('desk')
  for (let step = 0; step < 8; step++) {
    await display.page.keyboard.press('Tab')
    const ring = await display.page.locator(':focus').evaluate((element) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2
    })
    expect(ring, `a ring of two pixels at stop ${step + 1}`).toBe(true)
  }
})
