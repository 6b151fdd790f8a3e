import { DISPLAY_CONTRACTS } from '#contract/display-class.ts'
import { expect, test } from '../fixtures.ts'
import { arcMinutes } from '../pages/viewing-angle.ts'
import { overflowOf, overlapsAmong, readAll } from '../pages/written.ts'
import { cityOf, wallOf } from '../product/catalogue.ts'
import { SCREENS } from '../screens.ts'

/** Least height of figures and of Han characters for the person furthest from a wall, in arc-minutes. */
const LEAST_FIGURE = 15
const LEAST_HAN = 15

for (const size of SCREENS) {
  test(`everything on ${size.name} can be read: nothing cut off, nothing on top of another, nothing too small`, async ({
    display,
    departments,
    product,
  }) => {
    await departments.power.speak()
    await departments.services.speak()
    await display.open(size)
    const { scenes } = await cityOf(product)
    for (const { id } of scenes) {
      await display.open(size, { scene: id })
      const overflow = await overflowOf(display.page)
      const all = await readAll(display.page)
      const contract = DISPLAY_CONTRACTS[size.displayClass]
      const wall = wallOf(await cityOf(product), size)
      const angle = ({ px, isFigureFace }: { px: number; isFigureFace: boolean }) =>
        arcMinutes(px, isFigureFace ? 'figure' : 'han', wall)
      await test.step(id, () => {
        expect.soft(overflow.across, `${id} reaches beyond the right edge by`).toBeLessThanOrEqual(0)
        if (size.displayClass === 'wall') expect.soft(overflow.down, `${id} reaches below the wall by`).toBeLessThanOrEqual(0)
        expect.soft(all.length, `texts on ${id}`).toBeGreaterThan(20)
        expect
          .soft(
            all
              .filter(({ cut, isToldElsewhere }) => cut > 1 && !isToldElsewhere)
              .map(({ panel, text, cut }) => `${panel}: ${text} (${cut} px)`),
            `${id}: cut off`,
          )
          .toEqual([])
        expect.soft(overlapsAmong(all), `${id}: on top of each other`).toEqual([])
        expect
          .soft(
            all.filter(({ px }) => px < contract.minTextPx - 0.01).map(({ panel, text, px }) => `${panel}: ${text} (${px} px)`),
            `${id}: too small`,
          )
          .toEqual([])
        if (contract.sizedByDistance) {
          const small = all.filter((one) => angle(one) < (one.isFigureFace ? LEAST_FIGURE : LEAST_HAN) - 0.05)
          expect
            .soft(
              small.map((one) => `${one.panel}: ${one.text} (${angle(one).toFixed(1)}′)`),
              `${id}: too small from the last row`,
            )
            .toEqual([])
        }
      })
    }
  })
}
