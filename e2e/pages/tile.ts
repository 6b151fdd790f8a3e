import type { Locator } from '@playwright/test'

/** One panel on a screen. */
export class Tile {
  readonly locator: Locator

  constructor(locator: Locator) {
    this.locator = locator
  }

  /** How fresh what it shows is: live, late, silent, empty, or not-live while the line is down. */
  freshness(): Promise<string | null> {
    return this.locator.getAttribute('data-freshness')
  }

  /** All it says, as one reads it. */
  async words(): Promise<string> {
    return (await this.locator.innerText()).replace(/\s+/g, ' ').trim()
  }
}
