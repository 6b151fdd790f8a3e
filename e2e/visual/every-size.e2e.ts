import { test } from '../fixtures.ts'
import { expectLegible } from '../pages/legibility.ts'
import { withoutWebgl } from '../pages/webgl-contexts.ts'
import { cityOf } from '../product/catalogue.ts'
import { SCREENS } from '../screens.ts'

/** Wider maps take seconds a frame when WebGL is drawn in software; their words are the same without it. */
const WIDEST_IN_SOFTWARE = 1920

/** With every `npm test` the plain wall, a desk and a phone are walked; all other sizes with `npm run test:long`. */
const LONGEST: readonly string[] = [
  'wall-3840x2160',
  'wall-5760x1080',
  'wall-7680x2160',
  'wall-6656x1792',
  'office-1920x1080',
  'phone-360x740',
  'pad-834x1194',
  'pad-1194x834',
] satisfies (typeof SCREENS)[number]['name'][]

for (const size of SCREENS) {
  const details = LONGEST.includes(size.name) ? { tag: '@long' } : {}
  test(
    `everything on ${size.name} can be read: nothing cut off, nothing on top of another, nothing too small`,
    details,
    async ({ display, departments, product }) => {
      test.setTimeout(120_000)
      await departments.power.speak()
      await departments.services.speak()
      if (size.width > WIDEST_IN_SOFTWARE) await withoutWebgl(display.page)
      const catalogue = await cityOf(product)
      for (const { id } of catalogue.scenes) {
        await display.open(size, { scene: id })
        await expectLegible(display, size, catalogue, id)
      }
    },
  )
}
