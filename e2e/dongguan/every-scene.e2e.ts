import { test } from '../fixtures.ts'
import { expectLegible } from '../pages/legibility.ts'
import { withoutWebgl } from '../pages/webgl-contexts.ts'
import { cityOf } from '../product/catalogue.ts'
import { SCREENS, type ScreenSize } from '../screens.ts'

/** Scenes people look at on every size; the others are looked at on the usual screen of each class, in English too. */
const ON_EVERY_SIZE = ['overview', 'emergency']
const USUAL: readonly string[] = [
  'wall-1920x1080',
  'wall-6656x1792',
  'office-1920x1080',
  'desk-1440x900',
  'phone-390x844',
] satisfies (typeof SCREENS)[number]['name'][]

/** Wider maps take seconds a frame when WebGL is drawn in software; their words are the same without it. */
const WIDEST_IN_SOFTWARE = 1920

/** Looked at with `npm run test:long`: minutes, scene by scene. */
const LONG = { tag: '@long' }

for (const size of SCREENS as readonly ScreenSize[]) {
  test(`Dongguan on ${size.name} can be read, scene by scene`, LONG, async ({ display, product }) => {
    test.setTimeout(300_000)
    if (size.width > WIDEST_IN_SOFTWARE) await withoutWebgl(display.page)
    const catalogue = await cityOf(product)
    for (const { id } of catalogue.scenes) {
      if (!ON_EVERY_SIZE.includes(id) && !USUAL.includes(size.name)) continue
      await display.open(size, { scene: id })
      await expectLegible(display, size, catalogue, id)
    }
  })
}

for (const name of ['wall-1920x1080', 'office-1920x1080', 'desk-1440x900', 'phone-390x844'] as const) {
  test(`Dongguan on ${name} can be read in English`, LONG, async ({ display, product }) => {
    test.setTimeout(120_000)
    const size = SCREENS.find((screen) => screen.name === name) as ScreenSize
    const catalogue = await cityOf(product)
    for (const id of ON_EVERY_SIZE) {
      await display.open(size, { scene: id, lang: 'en' })
      await expectLegible(display, size, catalogue, `${id} in English`)
    }
  })
}

/** Higher than the longest scene of a phone, so that what a thumb would have to walk to is looked at as well. */
const WALKED = 5_000

for (const lang of ['zh', 'en'] as const) {
  test(`Dongguan on a phone can be read to the end of every scene (${lang})`, LONG, async ({ display, product }) => {
    test.setTimeout(300_000)
    const size = { ...(SCREENS.find(({ name }) => name === 'phone-390x844') as ScreenSize), height: WALKED }
    const catalogue = await cityOf(product)
    for (const { id } of catalogue.scenes) {
      await display.open(size, { scene: id, lang })
      await expectLegible(display, size, catalogue, `${id} (${lang})`)
    }
  })
}
