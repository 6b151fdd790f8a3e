import { expect, test } from '../fixtures.ts'
import { errorsOf } from '../pages/page-errors.ts'
import { readAll } from '../pages/written.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

/** The promise of the wall: nothing on it looks live for longer than this after the server has gone, in ms. */
const TOLD_WITHIN_MS = 2_000

test('a wall whose server is killed says within two seconds, on every tile, that nothing is live and since when; and returns by itself', async ({
  display,
  product,
}) => {
  test.setTimeout(120_000)
  await display.open('wall', { select: 'rm-c' })
  const { page } = display
  await display.figure('grid.load@rm/PT10S').expectToRead('2,000')
  const tiles = await display.tiles.count()
  await expect.poll(() => placesOnMap(page), { message: 'names of towns on the map' }).toHaveLength(4)
  const placesBefore = await placesOnMap(page)
  const addressBefore = page.url()
  errorsOf(page).allowCutOff()

  await product.cutPower()
  const cutAt = Date.now()
  await expect(page.locator('[data-panel] .not-live')).toHaveCount(tiles, { timeout: TOLD_WITHIN_MS })
  expect(Date.now() - cutAt).toBeLessThan(TOLD_WITHIN_MS)
  const since = await page.locator('[data-panel] .not-live').allInnerTexts()
  for (const words of since) expect(words, 'says since when').toMatch(/\d{2}:\d{2}:\d{2}/)
  const cut = (await readAll(page)).filter((one) => /^非实时/.test(one.text) && one.cut > 1)
  expect(
    cut.map(({ panel }) => panel),
    'tiles whose word is cut off',
  ).toEqual([])
  await expect(display.banner).toContainText('均为末值')
  await display.figure('grid.load@rm/PT10S').expectToRead('2,000')
  expectUnmoved(await placesOnMap(page), placesBefore)

  const blanks = await watchForBlanks(page)
  await product.startAgain()
  await display.expectConnection('live', 30_000)
  await expect(page.locator('[data-panel] .not-live')).toHaveCount(0)
  await expect(display.banner).toBeHidden()
  await display.figure('grid.load@rm/PT10S').expectState('live', 20_000)
  expect(await blanks(), 'moments at which a tile was gone or empty').toBe(0)
  expectUnmoved(await placesOnMap(page), placesBefore)
  expect(page.url(), 'scene, area and selection').toBe(addressBefore)
})

test('a server process that dies alone is started again, and the desk catches up with what was said meanwhile', async ({
  display,
  product,
  departments,
}) => {
  test.setTimeout(120_000)
  await display.open('desk', { scene: 'details' })
  errorsOf(display.page).allowCutOff()
  const states = await display.watchConnection()
  await product.killServer()
  await expect.poll(states, { timeout: 10_000, message: 'the desk admits that it missed something' }).toContain('resyncing')
  await display.expectConnection('live', 30_000)
  await departments.services.report()
  await display.figure('grid.load@rm/PT10S').expectState('live', 20_000)
})

interface Place {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** Names that stand where they stood, within the rounding of two pixels. */
function expectUnmoved(now: readonly Place[], before: readonly Place[]): void {
  expect(now.map(({ text }) => text)).toEqual(before.map(({ text }) => text))
  for (const [index, { text, x, y }] of now.entries()) {
    const was = before[index] as Place
    expect(Math.hypot(x - was.x, y - was.y), `${text} on the map moved by`).toBeLessThan(2)
  }
}

/** Where the names of towns stand on the map, from its own corner: the whole plate moves a little against burn-in. */
async function placesOnMap(page: import('@playwright/test').Page): Promise<Place[]> {
  const corner = await page.locator('[data-panel="map"]').boundingBox()
  const texts = (await readAll(page)).filter(({ panel, text }) => panel === 'map' && /^(海角|松林|石桥|港湾)$/.test(text))
  return texts
    .map(({ text, ink }) => ({ text, x: (ink[0]?.left ?? 0) - (corner?.x ?? 0), y: (ink[0]?.top ?? 0) - (corner?.y ?? 0) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
}

/** Counts, from now on and frame by frame, how often any tile is missing or has nothing in it. */
async function watchForBlanks(page: import('@playwright/test').Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const found = { blanks: 0 }
    const expected = document.querySelectorAll('[data-panel]').length
    const look = () => {
      const tiles = [...document.querySelectorAll('[data-panel]')]
      if (tiles.length !== expected || tiles.some((tile) => tile.querySelector('.panel-body')?.childElementCount === 0))
        found.blanks += 1
      requestAnimationFrame(look)
    }
    look()
    return found
  })
  return () => counter.evaluate(({ blanks }) => blanks)
}
