import { expect, test } from '../fixtures.ts'

test('when one source stops, only its figures go late and then silent; they come back with it', async ({
  display,
  departments,
}) => {
  test.setTimeout(120_000)
  await departments.power.speak()
  await departments.services.speak()
  await display.open('wall', { scene: 'details' })
  const load = display.figure('grid.load@rm/PT10S')
  const waiting = display.figure('hotline.waiting@rm/PT5M')
  await load.expectState('live')
  await waiting.expectState('live')

  departments.power.fallSilent()
  await load.expectState('late', 15_000)
  await load.expectToRead('2,000')
  await waiting.expectState('live')
  await load.expectState('silent', 20_000)
  await load.expectToRead('2,000')
  await waiting.expectState('live')

  await departments.power.speak()
  await load.expectState('live', 15_000)
})

test('a town that does not report leaves the city partial: the sum of what came, never scaled up', { tag: '@long' }, async ({
  display,
  departments,
}) => {
  test.setTimeout(120_000)
  await departments.services.speak()
  departments.power.fallSilent()
  await display.open('wall')
  const at = new Date().toISOString()
  await expect(async () => {
    await departments.power.post([{ metric: 'grid.load', area: 'rm-a', time: new Date().toISOString(), value: 600 }])
    await display.figure('grid.load@rm/PT10S').expectState('partial', 1_000)
  }).toPass({ timeout: 45_000 })
  expect(Date.parse(at)).toBeLessThan(Date.now())
  await display.figure('grid.load@rm/PT10S').expectToRead('600')
  await expect(display.tile('load').locator).toContainText('1/4')
  await departments.power.speak()
})
