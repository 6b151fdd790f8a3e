import { expect, type Locator, type Page } from '@playwright/test'
import type { DisplayClass } from '#contract/display-class.ts'
import { type AddressOptions, addressOf, type ScreenSize, USUAL_SCREEN } from '../screens.ts'
import { untilPainted } from './painted.ts'
import { Tile } from './tile.ts'

/** A person's screen: any display of the product, at any size. */
export class CityScreen {
  readonly page: Page
  readonly #url: string
  readonly #hub: 'simulated' | 'none'

  constructor(page: Page, url: string, hub: 'simulated' | 'none') {
    this.page = page
    this.#url = url
    this.#hub = hub
  }

  /** Opens a display at its usual size, or at a size of its own, and waits until the city is on it. */
  async open(display: DisplayClass | ScreenSize, options: AddressOptions = {}): Promise<void> {
    const { displayClass, width, height } = typeof display === 'string' ? USUAL_SCREEN[display] : display
    await this.page.setViewportSize({ width, height })
    await this.page.goto(new URL(addressOf(displayClass, options), this.#url).href)
    await this.untilPainted()
  }

  untilPainted(): Promise<void> {
    return untilPainted(this.page)
  }

  /** All panels on the screen. */
  get tiles(): Locator {
    return this.page.locator('[data-panel]')
  }

  tile(id: string): Tile {
    return new Tile(this.page.locator(`[data-panel="${id}"]`))
  }

  /** The element that says which display, scene, area and line this is. */
  get root(): Locator {
    return this.page.locator('[data-connection]').first()
  }

  async expectScene(id: string): Promise<void> {
    await expect(this.root).toHaveAttribute('data-scene', id)
  }

  async expectArea(code: string): Promise<void> {
    await expect(this.root).toHaveAttribute('data-area', code)
  }

  async expectConnection(kind: string | RegExp, within = 10_000): Promise<void> {
    await expect(this.root).toHaveAttribute('data-connection', kind, { timeout: within })
  }

  /** True when the figures are invented and the screen must say so. */
  get isSimulated(): boolean {
    return this.#hub === 'simulated'
  }
}
