import { expect, type Locator, type Page } from '@playwright/test'

/** What marks a screen as past, and moves the moment. */
export class PastBar {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** The words at the top of a screen that looks back. */
  get mark(): Locator {
    return this.#page.locator('.past-mark')
  }

  get slider(): Locator {
    return this.#page.getByRole('slider', { name: /^(时刻|Moment)$/ })
  }

  async lookBack(): Promise<void> {
    await this.#page.getByRole('button', { name: /^(回看|Look back)$/ }).click()
    await this.expectPast()
  }

  async know(how: '当时所知' | '按现在更正'): Promise<void> {
    await this.#page.getByRole('button', { name: how }).click()
  }

  async goLive(): Promise<void> {
    await this.#page.getByRole('button', { name: /^(回到实时|Back to live)/ }).click()
  }

  async expectPast(): Promise<void> {
    await expect(this.mark).toContainText(/回看|LOOKING BACK/)
    await expect(this.#page.locator('.screen')).toHaveClass(/is-past/)
  }

  async expectLive(): Promise<void> {
    await expect(this.mark).toHaveCount(0)
    await expect(this.#page.locator('.screen')).not.toHaveClass(/is-past/)
  }
}
