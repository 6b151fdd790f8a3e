import { expect, type Locator } from '@playwright/test'

/** One panel on a screen. */
export class Tile {
  readonly locator: Locator

  constructor(locator: Locator) {
    this.locator = locator
  }

  /** What the tile says while the line is down; it names the moment since when it is old. */
  get notLive(): Locator {
    return this.locator.locator('.not-live')
  }

  async expectReady(): Promise<void> {
    await expect(this.locator).toHaveAttribute('data-state', 'ready')
  }
}
