import AxeBuilder from '@axe-core/playwright'
import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
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
        const { violations } = await new AxeBuilder({ page: display.page }).analyze()
        const serious = violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(
            ({ id: rule, nodes }) =>
              `${rule}: ${nodes
                .slice(0, 4)
                .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary?.split('\n')[1] ?? ''}`)
                .join(' | ')}`,
          )
        expect.soft(serious, id).toEqual([])
      }
    })
  }
}
