import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Browser, chromium } from '@playwright/test'
import { DISPLAY_CLASSES, type DisplayClass } from '#contract/display-class.ts'
import { launchOptions } from './browser/launch-options.ts'
import { keepFrames, untilMapsHaveInk } from './pages/map-ink.ts'
import { untilPainted } from './pages/painted.ts'
import { toIndexedPng } from './pictures/indexed-png.ts'
import { pictureWorks } from './pictures/picture-works.ts'
import { untilPastIsTold } from './product/past.ts'
import { Product } from './product/product.ts'
import { repositoryRoot } from './repository.ts'
import { type AddressOptions, addressOf, SCREENS, type ScreenSize, USUAL_SCREEN } from './screens.ts'

/** Screens wider than this are pictured at half their pixels, unless --whole. */
const WIDEST_WHOLE = 3840

const HELP = `Takes pictures of the product.

  npm run screenshots                       every size of the overview and all works, into docs/screenshots
  npm run screenshots -- --works            only what people do: an emergency, cases, a shift, the past, a drill
  node e2e/screenshots.ts --url http://127.0.0.1:8080 --out /tmp/look --scene overview --class wall

  --url ADDRESS   a product that is running already
  --out FOLDER    where the pictures go (docs/screenshots)
  --scene ID      scene to show, may be repeated (the city's home scene)
  --class NAME    ${DISPLAY_CLASSES.join(', ')}; may be repeated (every size of every class)
  --size WxH      pixels, together with one --class
  --area CODE     area to drill to
  --lang zh|en    --theme dark|light    --wall ID
  --settle MS     longest wait for a screen to be painted (30000); after that the picture is taken as it is
  --works         only what people do, in an emergency that is told first
  --full          the whole page, below the fold too
  --whole         every pixel of screens wider than 3840, which are pictured at half size otherwise
`

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    out: { type: 'string', default: join('docs', 'screenshots') },
    scene: { type: 'string', multiple: true },
    class: { type: 'string', multiple: true },
    size: { type: 'string' },
    area: { type: 'string' },
    lang: { type: 'string' },
    theme: { type: 'string' },
    wall: { type: 'string' },
    settle: { type: 'string', default: '30000' },
    works: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

/** A wall of 7680 pixels drawn in software on a busy machine; a picture that takes longer never comes. */
const SLOWEST_PICTURE_MS = 180_000

if (values.help) console.log(HELP)
else await takePictures()

async function takePictures(): Promise<void> {
  const out = resolve(repositoryRoot, values.out)
  mkdirSync(out, { recursive: true })
  const product = values.url === undefined ? await startedProduct() : undefined
  const browser = await chromium.launch(await launchOptions())
  try {
    const url = values.url ?? (product as Product).url
    for (const screen of values.works ? [] : wantedScreens()) {
      for (const scene of values.scene ?? [undefined]) await takePicture(browser, url, screen, scene, out)
    }
    if (values.works || isEverything()) await pictureWorks(browser, url, (name, picture) => keep(join(out, `${name}.png`), picture))
  } finally {
    await browser.close()
    await product?.stop()
  }
}

/** The product with the simulated hub, once the hub has told its whole past. */
async function startedProduct(): Promise<Product> {
  console.log('starting the product with the simulated hub')
  const product = await Product.start({ city: 'dongguan', hub: 'simulated' })
  await untilPastIsTold(product)
  return product
}

/** True where nothing was chosen: every size, and what people do. */
function isEverything(): boolean {
  return values.class === undefined && values.scene === undefined && values.url === undefined
}

function keep(file: string, taken: Buffer): void {
  const picture = toIndexedPng(taken)
  writeFileSync(file, picture)
  console.log(`${relative(process.cwd(), file)}  ${Math.round(picture.length / 1024)} KB`)
}

function wantedScreens(): readonly ScreenSize[] {
  const classes = (values.class ?? []) as DisplayClass[]
  for (const name of classes)
    if (!DISPLAY_CLASSES.includes(name)) throw new Error(`--class ${name}: use one of ${DISPLAY_CLASSES.join(', ')}`)
  if (values.size !== undefined) {
    const [, width, height] = /^(\d+)x(\d+)$/.exec(values.size) ?? []
    const [displayClass] = classes
    if (width === undefined || height === undefined || displayClass === undefined)
      throw new Error('--size is WIDTHxHEIGHT, together with one --class')
    return [{ name: `${displayClass}-${values.size}`, displayClass, width: Number(width), height: Number(height) }]
  }
  return classes.length === 0 ? SCREENS : classes.map((name) => USUAL_SCREEN[name])
}

async function takePicture(
  browser: Browser,
  url: string,
  screen: ScreenSize,
  scene: string | undefined,
  out: string,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: screen.width, height: screen.height },
    hasTouch: screen.displayClass === 'mobile',
    isMobile: screen.displayClass === 'mobile',
    deviceScaleFactor: values.full || screen.width <= WIDEST_WHOLE || values.whole ? 1 : 0.5,
  })
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`  console: ${message.text()}`)
  })
  page.on('pageerror', (error) => console.error(`  page: ${error.stack ?? error.message}`))
  await keepFrames(page)
  const { area, lang, theme, wall } = values
  await page.goto(new URL(addressOf(screen.displayClass, { scene, area, lang, theme, wall } as AddressOptions), url).href)
  await untilPainted(page, Number(values.settle)).catch((error: Error) => console.error(`  ${error.message}`))
  await untilMapsHaveInk(page, Number(values.settle)).catch(() => console.error('  the map shows nothing yet'))
  const file = join(out, `${[scene, screen.name].filter(Boolean).join('-')}.png`)
  keep(file, await page.screenshot({ fullPage: values.full, animations: 'disabled', timeout: SLOWEST_PICTURE_MS }))
  await page.close()
}
