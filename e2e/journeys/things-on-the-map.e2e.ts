import type { EntityRow } from '#contract/entity.ts'
import { expect, test } from '../fixtures.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

test('a duty officer sees where the trucks are, finds one by name, and learns that another has lost its fix', async ({
  display,
  departments,
}) => {
  const { page } = display
  await departments.power.place([
    truck('t-1', '抢修一号', { lon: 113.98, lat: 23.08 }),
    truck('t-2', '抢修二号', { lon: 114.1, lat: 23.1 }),
    truck('t-3', '抢修三号', { lon: 181, lat: 91 }),
    { ...truck('s-1', '北站', { lon: 114, lat: 23 }), kind: 'substation' },
  ])
  await display.open('desk', { scene: 'things' })
  const legend = page.getByRole('group', { name: '地图上的实体' })
  await expect(legend.getByRole('button', { name: /抢修车/ })).toContainText('2')
  await expect(legend).toContainText('位置不明 1')

  await legend.getByRole('button', { name: /实体列表/ }).press('Enter')
  const list = page.getByRole('dialog', { name: '地图上的实体' })
  await expect(list.getByRole('listitem').first()).toContainText('抢修三号')
  await expect(list.getByRole('listitem').first()).toContainText('位置不明')
  await page.keyboard.type('二号')
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Tab')
  await list.getByRole('listitem').getByRole('button').press('Enter')
  await expect(list).toBeHidden()
  const card = page.locator('.map-thing-card')
  await expect(card).toContainText('抢修二号')
  await expect(card).toContainText('供电局')
  await expect(card).toContainText('前上报')

  await legend.getByRole('button', { name: /抢修车/ }).click()
  await expect(legend.getByRole('button', { name: /抢修车/ })).toHaveAttribute('aria-pressed', 'false')

  // A truck that nobody knew of, and one whose fix came back, are there without anybody asking.
  await departments.power.place([
    truck('t-3', '抢修三号', { lon: 114.05, lat: 23.02 }),
    truck('t-4', '抢修四号', { lon: 114.02, lat: 23.04 }),
  ])
  await expect(legend.getByRole('button', { name: /抢修车/ })).toContainText('4')
  await expect(legend).not.toContainText('位置不明')
})

test('a wall shows the marks with their counts, and nothing to press', async ({ display, departments }) => {
  await departments.power.place([truck('w-1', '抢修九号', { lon: 114, lat: 23.1 })])
  await display.open('wall', { scene: 'things' })
  const legend = display.page.getByRole('group', { name: '地图上的实体' })
  await expect(legend).toContainText('抢修车')
  await expect(legend.getByRole('button')).toHaveCount(0)
})

function truck(id: string, zh: string, place: EntityRow['place']): EntityRow {
  return { id, time: new Date().toISOString(), kind: 'line-truck', names: { zh }, place }
}
