import type { Page } from '@playwright/test'

/**
 * Waits until a screen shows the city: its line is live, no panel is still loading, the map is drawn, its letters are there, and two frames
 * were painted. Rejects after `timeout` ms with what was missing.
 */
export async function untilPainted(page: Page, timeout = 30_000): Promise<void> {
  await page.waitForFunction(isPainted, undefined, { timeout, polling: 100 }).catch(async (cause: unknown) => {
    throw new Error(`${page.url()} was not painted after ${timeout} ms: ${await page.evaluate(whatIsMissing)}`, { cause })
  })
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))
}

/** Waits until a painted screen is whole: a display where data is dear brings panels further down a moment later. */
export async function untilWhole(page: Page): Promise<void> {
  await page.locator('[data-panel][data-state="later"]').first().waitFor({ state: 'detached' })
  await untilPainted(page)
}

/** Runs in the page. */
function isPainted(): boolean {
  const isLive = document.querySelector('[data-connection="live"]') !== null
  const panels = document.querySelectorAll('[data-panel]')
  const isLoading = document.querySelector('[data-panel][data-state="loading"]') !== null
  const maps = [...document.querySelectorAll('.map-panel')]
  const isMapDrawn = maps.every(
    (map) => map.getAttribute('data-renderer')?.startsWith('svg') || map.querySelector('canvas[data-drawn]') !== null,
  )
  return isLive && panels.length > 0 && !isLoading && isMapDrawn
}

/** Runs in the page. */
function whatIsMissing(): string {
  const connection =
    document.querySelector('[data-connection]')?.getAttribute('data-connection') ?? 'no element says how the line is'
  const panels = [...document.querySelectorAll('[data-panel]')]
  const loading = panels
    .filter((panel) => panel.getAttribute('data-state') === 'loading')
    .map((panel) => panel.getAttribute('data-panel'))
  const said = document.body.textContent.replace(/\s+/g, ' ').trim().slice(0, 200)
  const maps = [...document.querySelectorAll('.map-panel')].map((map) => map.getAttribute('data-renderer')).join(', ')
  return `connection: ${connection}; panels: ${panels.length}; maps: ${maps || 'none'}; still loading: ${loading.join(', ') || 'none'}; it says: ${said || 'nothing'}`
}
