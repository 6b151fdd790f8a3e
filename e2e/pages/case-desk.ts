import { expect, type Locator, type Page } from '@playwright/test'

/** The desk of cases: queues, list, and one case whole. */
export class CaseDesk {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  /** Opens the desk, and with words looks for the one case that has them. */
  async open(words?: string): Promise<void> {
    await this.page.goto(`${this.#url}/desk?at=cases`)
    await expect(this.row().first()).toBeVisible({ timeout: 30_000 })
    if (words === undefined) return
    await this.page.keyboard.press('/')
    await this.page.keyboard.type(words)
    await expect(this.row()).toHaveCount(1)
    await this.row(words).locator('.case-row-press').click()
    await expect(this.file.getByRole('heading', { name: words })).toBeVisible()
  }

  row(words?: string): Locator {
    const rows = this.page.locator('.case-row')
    return words === undefined ? rows : rows.filter({ hasText: words })
  }

  /** The case that is looked at. */
  get file(): Locator {
    return this.page.locator('.case-file')
  }

  get photos(): Locator {
    return this.file.locator('.thumb img')
  }

  /** What can be done about it, by its words. */
  verb(words: string): Locator {
    // 立案 is not 不予立案.
    return this.file.locator('.case-verbs').getByRole('button', { name: new RegExp(`^${words}`) })
  }

  /** Does what a question asks for: says something, and sends it. */
  async say(verb: string, words: string): Promise<void> {
    await this.verb(verb).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(words)
    await dialog.getByRole('button', { name: verb, exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }

  /** The station at which the case stands. */
  get station(): Locator {
    return this.file.locator('.case-step[aria-current="step"]')
  }
}
