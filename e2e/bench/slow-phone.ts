import { type Browser, devices } from '@playwright/test'

/** A phone on the way: a Pixel as Playwright knows it, with 1.6 Mbit/s, 150 ms of latency and a quarter of this machine's speed. */
export const PHONE = devices['Pixel 7']
const SLOW_NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 }
const CPU_RATE = 4
/** How long a page is watched from its address being entered, ms. */
const WATCHED_MS = 10_000
/** A task of the main thread longer than this keeps a finger waiting, ms. */
const LONG_MS = 50

/** How a page came up on a slow phone, as the browser itself observed it. */
export interface FirstPaint {
  /** From the address being entered to the first text, and to the largest one within the time watched, ms. */
  readonly firstMs: number
  readonly largestMs: number
  /** What long tasks took beyond 50 ms each, ms. */
  readonly blockedMs: number
  /** Sum of layout shifts: shares of the screen that moved, by how far. */
  readonly shift: number
}

interface Watched {
  largestMs: number
  blockedMs: number
  shift: number
}

/** Opens a page in a browser without a cache that is slowed down to a phone, and watches it come up. */
export async function firstPaint(browser: Browser, address: string): Promise<FirstPaint> {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    const tools = await context.newCDPSession(page)
    await tools.send('Network.enable')
    await tools.send('Network.emulateNetworkConditions', SLOW_NETWORK)
    await tools.send('Emulation.setCPUThrottlingRate', { rate: CPU_RATE })
    await page.addInitScript(watch, LONG_MS)
    await page.goto(address, { waitUntil: 'commit' })
    await page.waitForFunction((ms) => performance.now() > ms, WATCHED_MS, { timeout: WATCHED_MS * 6 })
    return await page.evaluate(() => ({
      ...(window as unknown as { readonly __watched: Watched }).__watched,
      firstMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    }))
  } finally {
    await context.close()
  }
}

/** Runs in the page, before anything of it. */
function watch(longMs: number): void {
  const watched: Watched = { largestMs: Number.NaN, blockedMs: 0, shift: 0 }
  const told = (type: string, each: (entry: PerformanceEntry & { readonly value: number }) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) each(entry as PerformanceEntry & { readonly value: number })
    }).observe({ type, buffered: true })
  told('largest-contentful-paint', ({ startTime }) => {
    watched.largestMs = startTime
  })
  told('longtask', ({ duration }) => {
    watched.blockedMs += duration - longMs
  })
  told('layout-shift', ({ value }) => {
    watched.shift += value
  })
  Object.assign(window, { __watched: watched })
}
