import { expect, type Locator, type Page } from '@playwright/test'

/** The phone of somebody who sees something in the city. */
export class CasePhone {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  /** Opens the form in which something is reported, with everything it needs to be filled in without a network. */
  async openReport(): Promise<void> {
    await this.page.goto(`${this.#url}/mobile?at=cases%2Freport`)
    await expect(this.category.locator('option').nth(2)).toBeAttached({ timeout: 30_000 })
    await expect.poll(() => this.#isWhole(), { message: 'all parts of the page are here', timeout: 30_000 }).toBe(true)
  }

  /** What somebody may turn to without a network has been fetched. */
  #isWhole(): Promise<boolean> {
    return this.page.evaluate(() => {
      const fetched = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const isHere = (part: string) => fetched.some(({ name, responseEnd }) => name.includes(part) && responseEnd > 0)
      return ['/mobile-work-', '/mobile-cases-', '/account-chip-'].every(isHere)
    })
  }

  get category(): Locator {
    return this.page.getByLabel('类别')
  }

  /** A photo as the camera gives it: large, and a picture browsers can read. */
  async takePhoto(): Promise<void> {
    const buffer = await this.page.screenshot({ type: 'jpeg' })
    await this.page.locator('input[capture]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer })
    await expect(this.page.locator('.thumb.is-draft img')).toBeVisible()
  }

  async locate(town: string): Promise<void> {
    await this.page.getByRole('button', { name: '用当前位置' }).click()
    await expect(this.page.locator('.field-hint').filter({ hasText: '已定位' })).toContainText(town)
  }

  /** Says what is seen, and presses the one button under the thumb. */
  async report(what: string, button: string): Promise<void> {
    await this.category.selectOption({ index: 1 })
    await this.page.getByLabel('看到什么').fill(what)
    await this.page.locator('.answer-main', { hasText: button }).click()
  }

  /** Reports that are not delivered yet. */
  get kept(): Locator {
    return this.page.locator('.kept')
  }

  async openOutbox(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: '待发' }).click()
  }

  get outbox(): Locator {
    return this.page.locator('.outbox > li')
  }
}
