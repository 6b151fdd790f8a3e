import type { Locator, Page } from '@playwright/test'

/** What the address of the page for everybody may say. */
export interface OpenOptions {
  readonly page?: 'open' | 'enterprise'
  readonly lang?: 'zh' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly area?: string
}

/** The page for everybody: scenes with figures, one area picked. */
export class OpenPage {
  readonly page: Page
  private readonly url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.url = url
  }

  /** Opens it and waits for the first figures. */
  async open({ page = 'open', ...said }: OpenOptions = {}): Promise<void> {
    const query = new URLSearchParams(Object.entries(said))
    await this.page.goto(`${this.url}/${page}${query.size === 0 ? '' : `?${query}`}`)
    await this.scenes.first().locator('.open-value .fig').first().waitFor()
  }

  /** The sections with figures; warnings in force stand before them. */
  get scenes(): Locator {
    return this.page.locator('main > section:has(.open-value)')
  }

  /** A figure's line, tile or lead, by its name. */
  figure(name: string): Locator {
    return this.page.locator('.open-row, .open-lead, .open-tile').filter({ hasText: name })
  }

  async pickArea(name: string): Promise<void> {
    await this.page.getByLabel(/区域|Area/).selectOption({ label: name })
  }
}
