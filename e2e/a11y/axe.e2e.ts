import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { seriousHurdles } from '../pages/hurdles.ts'
import { cityOf } from '../product/catalogue.ts'

test.beforeEach(async ({ departments }) => {
  await departments.power.speak()
  await departments.services.speak()
})

for (const displayClass of DISPLAY_CLASSES) {
  for (const theme of ['dark', 'light'] as const) {
    test(`${displayClass}, ${theme}: nothing serious keeps anyone from any scene`, async ({ display, product }) => {
      const { scenes } = await cityOf(product)
      for (const { id } of scenes) {
        await display.open(displayClass, { scene: id, theme })
        expect.soft(await seriousHurdles(display.page), id).toEqual([])
      }
    })
  }
}
