import { expect, type Locator, type Page } from '@playwright/test'

/** How a figure is drawn: its freshness, or partial while parts of its area have not reported. */
export type FigureState = 'live' | 'late' | 'silent' | 'partial' | 'empty'

/** One figure on a screen, wherever it stands. */
export class Figure {
  readonly locator: Locator

  /** `series` is spelled as everywhere: `metric@area/step`. */
  constructor(within: Page | Locator, series: string) {
    this.locator = within.locator(`.figure-value[data-series="${series}"]`).first()
  }

  async expectToRead(text: string | RegExp, within = 10_000): Promise<void> {
    await expect(this.locator).toHaveText(text, { timeout: within })
  }

  async expectState(state: FigureState, within = 10_000): Promise<void> {
    await expect(this.locator).toHaveClass(new RegExp(`\\bis-${state}\\b`), { timeout: within })
  }
}
