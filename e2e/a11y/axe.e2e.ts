import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { cityOf } from '../product/catalogue.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

/** The light look is walked with `npm run test:long`. */
const LOOKS = [
  ['dark', {}],
  ['light', { tag: '@long' }],
] as const

for (const displayClass of DISPLAY_CLASSES) {
  for (const [theme, details] of LOOKS) {
    test(`${displayClass}, ${theme}: nothing serious keeps anyone from any scene`, details, async ({ display, product }) => {
      const { scenes } = await cityOf(product)
      for (const { id } of scenes) {
        await display.open(displayClass, { scene: id, theme })
        expect.soft(await seriousHurdles(display.page), id).toEqual([])
      }
    })
  }
}
