import { expect, type Locator, type Page } from '@playwright/test'

/** The desk of incidents: the list, opening one, and the command room of one. */
export class CommandRoom {
  readonly page: Page
  readonly #url: string

  constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
  }

  /** Opens the list of incidents, or the room of one. */
  async open(incident?: string): Promise<void> {
    const work = incident === undefined ? 'incidents' : `incidents/${incident}`
    await this.page.goto(`${this.#url}/desk?at=${encodeURIComponent(work)}`)
    await expect(this.page.locator(incident === undefined ? '.report-bar' : '.room')).toBeVisible({ timeout: 30_000 })
  }

  /** Opens an incident as somebody does who was just called: what, where, done. Gives its id. */
  async openIncident(kind: string, town: string): Promise<string> {
    await this.page.getByRole('button', { name: kind, exact: true }).click()
    await this.page.getByLabel('镇街').selectOption({ label: town })
    await this.page.getByRole('button', { name: '开事件' }).click()
    await expect(this.page.locator('.room')).toBeVisible()
    return new URL(this.page.url()).searchParams.get('at')?.split('/')[1] ?? ''
  }

  get title(): Locator {
    return this.page.locator('.room-title h1')
  }

  get timeline(): Locator {
    return this.page.locator('.timeline')
  }

  /** One of the three levels, by its name. */
  level(field: 'warning' | 'event' | 'response'): Locator {
    return this.page.locator(`.room-head [data-field="${field}"]`)
  }

  async takeCommand(post: string): Promise<void> {
    await this.page.getByRole('button', { name: '我来指挥' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel(/^职务/).fill(post)
    await dialog.getByRole('button', { name: '我来指挥' }).click()
    await expect(dialog).toHaveCount(0)
  }

  /** Starts the response at the level that is offered first: IV. */
  async startResponse(reason: string): Promise<void> {
    await this.page.getByRole('button', { name: '调整级别' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('理由').fill(reason)
    await dialog.getByRole('button', { name: '调整级别' }).click()
    await expect(dialog).toHaveCount(0)
  }

  /** Writes an order with the keys, checks what it says, and issues it. */
  async issueOrder(title: string, role: string): Promise<void> {
    await this.page.keyboard.press('n')
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('做什么').fill(title)
    await dialog.getByLabel('岗位', { exact: true }).selectOption({ label: role })
    await dialog.getByRole('button', { name: '核对后下达' }).click()
    await expect(dialog).toContainText(title)
    await dialog.getByRole('button', { name: '下达', exact: true }).click()
    await expect(dialog).toHaveCount(0)
    await expect(this.order(title)).toBeVisible()
  }

  order(title: string): Locator {
    return this.page.locator('.order-row').filter({ hasText: title })
  }

  async withdraw(title: string, reason: string): Promise<void> {
    await this.order(title).click()
    await this.page.getByRole('button', { name: '撤回' }).click()
    const asking = this.page.getByRole('dialog').last()
    await asking.getByLabel('原因').fill(reason)
    await asking.getByRole('button', { name: '撤回' }).click()
    await expect(this.order(title)).toHaveCount(0)
    await this.page.keyboard.press('Escape')
  }
}
