import { test } from '../fixtures.ts'
import { expectLegible } from '../pages/legibility.ts'
import { cityOf } from '../product/catalogue.ts'
import { SCREENS } from '../screens.ts'

for (const size of SCREENS) {
  test(`everything on ${size.name} can be read: nothing cut off, nothing on top of another, nothing too small`, async ({
    display,
    departments,
    product,
  }) => {
    test.setTimeout(120_000)
    await departments.power.speak()
    await departments.services.speak()
    const catalogue = await cityOf(product)
    for (const { id } of catalogue.scenes) {
      await display.open(size, { scene: id })
      await expectLegible(display, size, catalogue, id)
    }
  })
}
