import { expect, type Locator, type Page } from '@playwright/test'

/** The page of a desk on which drills are started, watched and read. */
export class DrillDesk {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  /** Opens the script of a drill. */
  async open(drill: string): Promise<void> {
    await this.page.goto(`${this.#url}/desk?at=${encodeURIComponent(`drills/${drill}`)}`)
    await expect(this.page.locator('.drill-setup')).toBeVisible({ timeout: 30_000 })
  }

  /** Starts it by the keys alone, and waits until its displays are open. Gives the address of its city. */
  async start(speed: string): Promise<string> {
    await this.page.getByRole('radio', { name: speed }).focus()
    await this.page.keyboard.press('Space')
    await this.page.getByRole('button', { name: '启动演练' }).focus()
    await this.page.keyboard.press('Enter')
    const wall = this.page.locator('.run-screens').getByRole('link', { name: '大屏' })
    await expect(wall).toBeVisible({ timeout: 60_000 })
    return new URL((await wall.getAttribute('href')) ?? '').origin
  }

  /** Where the run stands, in a word. */
  get stage(): Locator {
    return this.page.locator('.drill-head .run-stage')
  }

  /** How many expectations are met, missed and open. */
  get score(): Locator {
    return this.page.locator('.run-score')
  }

  get news(): Locator {
    return this.page.locator('.drill-news > li')
  }

  async press(verb: '暂停' | '继续'): Promise<void> {
    await this.page.getByRole('button', { name: verb, exact: true }).click()
  }

  /** Ends the drill; asks first. */
  async end(): Promise<void> {
    await this.page.getByRole('button', { name: '终止演练' }).click()
    const dialog = this.page.getByRole('dialog')
    await expect(dialog).toContainText('影子城市随即撤除')
    await dialog.getByRole('button', { name: '终止演练' }).click()
  }
}
