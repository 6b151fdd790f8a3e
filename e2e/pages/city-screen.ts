import { expect, type Locator, type Page } from '@playwright/test'
import type { DisplayClass } from '#contract/display-class.ts'
import type { Entrance } from '../product/entrance.ts'
import { type AddressOptions, addressOf, type ScreenSize, USUAL_SCREEN } from '../screens.ts'
import { Figure } from './figure.ts'
import { untilPainted } from './painted.ts'
import { Tile } from './tile.ts'

/** A person's screen: any display of the product, at any size. */
export class CityScreen {
  readonly page: Page
  readonly #url: string
  readonly #entrance: Entrance

  constructor(page: Page, url: string, entrance: Entrance) {
    this.page = page
    this.#url = url
    this.#entrance = entrance
  }

  /** Becomes who a display is opened by: an enrolled screen before a wall, a person who has signed in before any other. */
  async enter(displayClass: DisplayClass): Promise<void> {
    const pass = await this.#entrance.passFor(displayClass)
    if (pass === undefined) return
    const context = this.page.context()
    await context.clearCookies()
    await context.addCookies(pass)
  }

  /** Opens a display at its usual size, or at a size of its own, and waits until the city is on it. */
  async open(display: DisplayClass | ScreenSize, options: AddressOptions = {}): Promise<void> {
    const { displayClass, width, height } = typeof display === 'string' ? USUAL_SCREEN[display] : display
    await this.page.setViewportSize({ width, height })
    await this.enter(displayClass)
    await this.page.goto(new URL(addressOf(displayClass, options), this.#url).href, { waitUntil: 'commit' })
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

  /** A figure on the screen, by its series. */
  figure(series: string): Figure {
    return new Figure(this.page, series)
  }

  /** What is wrong with the line or the pace, said once over the top of the screen. */
  get banner(): Locator {
    return this.page.locator('.banner')
  }

  /** Notes from now on every state of the line, however short. Returns what was noted. */
  async watchConnection(): Promise<() => Promise<readonly string[]>> {
    const noted = await this.page.evaluateHandle(() => {
      const root = document.querySelector('[data-connection]') as HTMLElement
      const states: string[] = []
      new MutationObserver(() => states.push(root.dataset.connection ?? '')).observe(root, { attributeFilter: ['data-connection'] })
      return states
    })
    return () => noted.jsonValue()
  }

  /** Another scene, as a person chooses it: by its tab. */
  async showScene(name: string): Promise<void> {
    // After the name a tab may count the figures of its scene that are beyond their limits.
    const tab = new RegExp(`^${name}(?!\\p{L})`, 'u')
    await this.page
      .getByRole('navigation', { name: /^(场景|Scenes)$/ })
      .getByRole('button', { name: tab })
      .click()
  }

  /** Another area, as a person chooses it: the place one is at, then the place one wants. Two taps to any town. */
  async goTo(area: string): Promise<void> {
    await this.here.click()
    await this.page
      .getByRole('navigation', { name: /^(当前位置|You are here)$/ })
      .getByRole('button', { name: area, exact: true })
      .last()
      .click()
  }

  /** The place one is at; pressing it opens the list of all others. */
  get here(): Locator {
    return this.page
      .getByRole('navigation', { name: /^(当前位置|You are here)$/ })
      .locator('[aria-current="location"]')
      .first()
  }

  async expectScene(id: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.__guanlan?.scene), { message: 'scene on the screen' }).toBe(id)
  }

  async expectArea(code: string): Promise<void> {
    await expect.poll(() => this.page.evaluate(() => window.__guanlan?.area), { message: 'area on the screen' }).toBe(code)
  }

  async expectConnection(kind: 'live' | 'lost' | 'resyncing', within = 10_000): Promise<void> {
    await expect(this.page.locator('[data-connection]')).toHaveAttribute('data-connection', kind, { timeout: within })
  }
}

declare global {
  interface Window {
    /** What a running screen tells of itself; see client/app/probe.ts. */
    readonly __guanlan?: {
      readonly connection: string
      readonly scene: string
      readonly area: string
      readonly series: number
      /** Cost of drawing what moves, ms of the main thread. */
      readonly moving: { readonly p50: number; readonly p95: number; readonly last: number; readonly count: number } | undefined
      readonly paint: { readonly p50: number; readonly p95: number; readonly last: number; readonly count: number } | undefined
      readonly now: number
      /** Observed-at to painted of each of the last so many patches, ms, the oldest first. */
      paintAges(many: number): readonly number[]
      value(metric: string, area: string, step: string): number | null | undefined
    }
  }
}
