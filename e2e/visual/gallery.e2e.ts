import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { PANEL_TYPES } from '#contract/scene.ts'
import { expect, test } from '../fixtures.ts'
import { GalleryPage } from '../pages/gallery.ts'
import { seriousHurdles } from '../pages/hurdles.ts'

/** The light look is walked with `npm run test:long`. */
const LOOKS = [
  ['dark', {}],
  ['light', { tag: '@long' }],
] as const

for (const displayClass of DISPLAY_CLASSES) {
  for (const [theme, details] of LOOKS) {
    test(
      `${displayClass}, ${theme}: every state of every panel is said in words and shapes, whole and legible`,
      details,
      async ({ display, product }) => {
        test.setTimeout(180_000)
        const gallery = new GalleryPage(display.page, product.url)
        await gallery.open(displayClass, theme)
        const counts = await gallery.counts()
        expect(Object.keys(counts)).toEqual([...PANEL_TYPES])
        for (const type of PANEL_TYPES) expect.soft(counts[type], `states of ${type}`).toBeGreaterThan(2)
        expect.soft(await gallery.unsaid(), 'states that colour alone would say').toEqual([])
        expect.soft(await gallery.illegible(), 'words that cannot be read').toEqual([])
        expect.soft(gallery.askedOfTheCity, 'asked of a server').toEqual([])
      },
    )
  }
}

// The four classes share their markup; the desk has the smallest text and every control, so it is asked for all.
for (const theme of ['dark', 'light'] as const) {
  test(`${theme}: nothing serious keeps anyone from any state of any panel`, { tag: '@long' }, async ({ display, product }) => {
    test.setTimeout(300_000)
    await new GalleryPage(display.page, product.url).open('desk', theme)
    expect(await seriousHurdles(display.page)).toEqual([])
  })
}

for (const dir of ['ltr', 'rtl'] as const) {
  test(`a language of long words and accents, written ${dir}, breaks no panel`, async ({ display, product }) => {
    const gallery = new GalleryPage(display.page, product.url)
    await gallery.open('desk', 'dark', 'pseudo', dir)
    expect(await gallery.illegible()).toEqual([])
  })
}

test('a panel that fails is replaced in place, says so, tries again, and leaves its neighbours as they were', async ({
  display,
  product,
}) => {
  const gallery = new GalleryPage(display.page, product.url)
  await gallery.open('desk', 'dark')
  const broken = display.tile('figure-fault')
  const neighbour = display.tile('figure-silent').locator
  const [before, frame] = [await neighbour.innerText(), await neighbour.boundingBox()]
  await neighbour.evaluate((element) => element.setAttribute('data-met', 'before'))
  await expect(broken.locator).toHaveAttribute('data-state', 'fault')
  const attempts = async () => Number(/第 (\d+) 次重试/.exec(await broken.locator.innerText())?.[1])
  const first = await attempts()
  await broken.locator.getByRole('button', { name: '重试' }).click()
  await expect.poll(attempts).toBeGreaterThan(first)
  await expect(broken.locator).toHaveAttribute('data-state', 'fault')
  await expect(neighbour).toHaveAttribute('data-met', 'before')
  expect(await neighbour.innerText()).toBe(before)
  expect(await neighbour.boundingBox()).toEqual(frame)
})
