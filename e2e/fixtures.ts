import { test as base } from '@playwright/test'
import { CityScreen } from './pages/city-screen.ts'
import { FrontDoor } from './pages/front-door.ts'
import { watchForErrors } from './pages/page-errors.ts'
import { Entrance } from './product/entrance.ts'
import { Product, type ProductChoice } from './product/product.ts'
import { openDepartments, type Rivermouth } from './product/rivermouth.ts'

/** What a project of the configuration chooses: which city, fed by whom. */
export type ProductOptions = ProductChoice

interface WorkerFixtures {
  city: ProductChoice['city']
  hub: ProductChoice['hub']
  /** The running product, one for all tests of a project. */
  product: Product
  /** How people and screens get into the product. */
  entrance: Entrance
  /** The departments of the test city, which both speak when a test begins. */
  departments: Rivermouth
}

interface TestFixtures {
  /** A person's screen: open it on any display. Any error in its console fails the test. */
  display: CityScreen
  /** The pages before the city, in a browser of their own that nobody has signed in with. */
  door: FrontDoor
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  city: ['dongguan', { option: true, scope: 'worker' }],
  hub: ['simulated', { option: true, scope: 'worker' }],
  product: [
    async ({ city, hub }, use) => {
      const product = await Product.start({ city, hub })
      await use(product)
      await product.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  entrance: [
    async ({ product, playwright }, use) => {
      await use(new Entrance(product, playwright.request))
    },
    { scope: 'worker' },
  ],
  departments: [
    async ({ product, hub }, use) => {
      if (hub !== 'none') throw new Error('Only the test city has departments that tests speak for.')
      const departments = await openDepartments(product)
      await use(departments)
      departments.power.fallSilent()
      departments.services.fallSilent()
    },
    { scope: 'worker' },
  ],
  door: async ({ browser, product }, use, test) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const errors = watchForErrors(page)
    await use(new FrontDoor(page, product.url))
    if (test.errors.length > 0) await test.attach('what the product said', { body: product.said })
    errors.expectNone()
    await context.close()
  },
  display: async ({ page, product, entrance }, use, test) => {
    const errors = watchForErrors(page)
    await use(new CityScreen(page, product.url, entrance))
    if (test.errors.length > 0) await test.attach('what the product said', { body: product.said })
    errors.expectNone()
  },
})

export { expect } from '@playwright/test'
