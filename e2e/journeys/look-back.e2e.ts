import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { PastBar } from '../pages/past-bar.ts'
import type { Department } from '../product/department.ts'

/** The newest past lies this far back, ms: what was committed while a moment passed is known by then. */
const NEWEST_PAST_MS = 15_000
/** Windows of the load, ms. */
const WINDOW_MS = 10_000

/** The light look is walked with `npm run test:long`. */
const LOOKS = [
  ['dark', {}],
  ['light', { tag: '@long' }],
] as const

// A moment must be fifteen seconds old before anybody looks back at it, and each screen is drawn twice: now and then.
test.describe.configure({ timeout: 120_000 })

test('a figure that was corrected is read as it was known then, and as it is known now; and live again at once', {
  tag: '@long',
}, async ({ display, departments }) => {
  const past = new PastBar(display.page)
  departments.services.fallSilent()
  const { moment, said, corrected } = await correctedLoad(departments.power)
  await display.open('desk', { area: 'rm-a', moment })
  const load = display.figure('grid.load@rm-a/PT10S')
  await past.expectPast()
  await expect(past.mark).toContainText('当时所知')
  await load.expectToRead(said)
  await past.know('按现在更正')
  await load.expectToRead(corrected)
  await expect(display.page).toHaveURL(/known=corrected/)
  await past.know('当时所知')
  await load.expectToRead(said)
  await display.page.keyboard.press('Escape')
  await past.expectLive()
  await load.expectToRead(corrected)
  await expect(display.page).not.toHaveURL(/moment=/)
})

for (const displayClass of ['office', 'desk', 'mobile'] as const) {
  const details = displayClass === 'office' ? { tag: '@long' } : {}
  test(
    `${displayClass}: one press leads to the past, keys and thumb move it, one press leads back`,
    details,
    async ({ display, departments }) => {
      const past = new PastBar(display.page)
      await departments.power.speak()
      await display.open(displayClass)
      await past.lookBack()
      await display.expectConnection('live', 30_000)
      await past.slider.press('ArrowRight')
      await past.slider.press('PageDown')
      await expect(display.page).toHaveURL(/moment=/)
      await expect(past.mark).toContainText(/记录自 .* 开始/)
      await display.page.reload()
      await past.expectPast()
      await past.goLive()
      await past.expectLive()
      await display.expectConnection('live')
    },
  )
}

/** So far back a moment lies from which there is something to play: well beyond the newest past. */
const PLAYABLE_MS = 25_000

test('the past is played, and every second of it is said to be past', async ({ display, departments }) => {
  const past = new PastBar(display.page)
  await departments.power.speak()
  await display.open('desk')
  await past.lookBack()
  await display.expectConnection('live')
  const time = past.mark.locator('time')
  const before = await time.getAttribute('datetime')
  // A city that has only begun has no past to play yet: the moment stands still, and the newest past goes on from it.
  await expect.poll(() => Date.now() - Date.parse(before ?? ''), { timeout: 40_000 }).toBeGreaterThan(PLAYABLE_MS)
  await display.page.locator('main').focus()
  await display.page.keyboard.press('Space')
  await expect(past.mark).toContainText('1×')
  await expect.poll(() => time.getAttribute('datetime')).not.toBe(before)
  await past.expectPast()
})

for (const displayClass of DISPLAY_CLASSES) {
  for (const [theme, details] of LOOKS) {
    test(
      `${displayClass}, ${theme}: the past is marked, and nothing serious keeps anyone from it`,
      details,
      async ({ display, departments }) => {
        await departments.power.speak()
        await departments.services.speak()
        await display.open(displayClass, { theme, moment: new Date(Date.now() - NEWEST_PAST_MS).toISOString() })
        await new PastBar(display.page).expectPast()
        await expect(display.page.getByRole('status').filter({ hasText: /^回看 .*当时所知/ })).toHaveCount(1)
        expect(await seriousHurdles(display.page)).toEqual([])
      },
    )
  }
}

/** A load of one town in a window of its own, and its correction after a moment between the two; told once all of it is past. */
async function correctedLoad(power: Department) {
  power.fallSilent()
  const from = Math.ceil((Date.now() + 1) / WINDOW_MS) * WINDOW_MS
  await expect.poll(() => Date.now(), { timeout: 2 * WINDOW_MS }).toBeGreaterThan(from)
  const report = (value: number) => power.post([{ metric: 'grid.load', area: 'rm-a', time: new Date(from).toISOString(), value }])
  await report(640)
  const moment = Math.ceil((Date.now() + 1_000) / 1_000) * 1_000
  await expect.poll(() => Date.now()).toBeGreaterThan(moment + 500)
  await report(610)
  await expect.poll(() => Date.now(), { timeout: 2 * NEWEST_PAST_MS }).toBeGreaterThan(moment + NEWEST_PAST_MS)
  return { moment: new Date(moment).toISOString(), said: '640', corrected: '610' }
}
