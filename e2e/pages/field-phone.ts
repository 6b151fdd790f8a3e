import { expect, type Locator, type Page } from '@playwright/test'

/** The phone of somebody in the field: own orders, and what waits to be sent. */
export class FieldPhone {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  async open(): Promise<void> {
    await this.page.goto(`${this.#url}/mobile?at=orders`)
    await expect(this.page.getByRole('heading', { name: '我的指令' })).toBeVisible({ timeout: 30_000 })
  }

  /** Opens the form in which somebody tells what they see. */
  async openReport(): Promise<void> {
    await this.page.goto(`${this.#url}/mobile?at=${encodeURIComponent('incidents/report')}`)
    await expect(this.page.getByRole('button', { name: '录音' })).toBeVisible({ timeout: 30_000 })
  }

  /** Speaks for so long, ms, by the clock of the recording. */
  async record(ms: number): Promise<void> {
    await this.page.getByRole('button', { name: '录音' }).click()
    const stop = this.page.getByRole('button', { name: /^停止/ })
    await expect(stop).toContainText(`0:0${Math.ceil(ms / 1_000)}`)
    await stop.click()
    await expect(this.page.getByRole('button', { name: /^播放语音/ })).toBeVisible()
  }

  card(title: string): Locator {
    return this.page.locator('.field-card').filter({ hasText: title })
  }

  /** Opens an order and gives the answer under the thumb. */
  async answer(title: string, answer: string): Promise<void> {
    await this.card(title).click()
    await this.page.locator('.answer-main', { hasText: answer }).click()
    await this.page.getByRole('button', { name: '返回' }).click()
  }

  /** What was pressed about an order and is not delivered yet, on its card. */
  kept(title: string): Locator {
    return this.card(title).locator('.kept')
  }

  async openOutbox(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: '待发' }).click()
  }

  get outbox(): Locator {
    return this.page.locator('.outbox > li')
  }

  /** What stands over the page while there is no line. */
  get line(): Locator {
    return this.page.locator('.field-line')
  }
}
