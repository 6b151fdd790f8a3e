import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import type { Role } from '#contract/access.ts'
import { errorsOf, watchForErrors } from './page-errors.ts'

/** A page of its own browser context in which somebody acts in a role of the simulated city; its errors are watched for. */
export async function pageOf(browser: Browser, screen: BrowserContextOptions, url: string, role: Role): Promise<Page> {
  const context = await browser.newContext({ ...screen, baseURL: url })
  const tried = await context.request.post('/api/access/trial', { data: { role } })
  expect(tried.ok(), await tried.text()).toBe(true)
  const page = await context.newPage()
  watchForErrors(page)
  return page
}

/** Closes such a page with its context, and fails where it had errors. */
export async function leave(page: Page): Promise<void> {
  errorsOf(page).expectNone()
  await page.context().close()
}
