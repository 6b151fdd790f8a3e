import { expect, type Locator, type Page } from '@playwright/test'

/** The plan of an incident in the command room: what it proposes, and what is done about it. */
export class PlanPanel {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: /^预案/ }).click()
  }

  /** Applies a plan at a level of response, reading first what that will come to. */
  async apply(plan: string, level: string): Promise<void> {
    await this.page.getByRole('button', { name: '启动预案' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('预案').selectOption({ label: plan })
    await dialog.getByRole('button', { name: level }).click()
    await expect(dialog).toContainText(`启动《${plan}》`)
    await dialog.getByRole('button', { name: '启动预案' }).click()
    await expect(dialog).toHaveCount(0)
  }

  /** A step that waits for a person. */
  proposed(step: string): Locator {
    return this.page.locator('.step.is-proposed').filter({ hasText: step })
  }

  /** A step as it stands among the phases of the plan. */
  row(step: string): Locator {
    return this.page.locator('.step-row').filter({ hasText: step })
  }

  /** Looks at the orders of a step, takes the nearest units for the first, and issues them. */
  async accept(step: string): Promise<void> {
    await this.proposed(step).getByRole('button', { name: '采纳' }).click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '按距离选取' }).first().click()
    await expect(dialog.locator('.nearest-row').first()).toContainText('可调用')
    await expect(dialog).toContainText('直线距离')
    await dialog.getByRole('button', { name: '取最近可用的' }).click()
    await expect(dialog.locator('.picked-one').first()).toBeVisible()
    await dialog.getByRole('button', { name: '采纳', exact: true }).click()
    await expect(dialog).toHaveCount(0)
  }
}
