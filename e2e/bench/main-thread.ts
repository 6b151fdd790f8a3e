import type { CDPSession, Page } from '@playwright/test'

/** What the main thread of a page did between two looks. */
export interface MainThreadWork {
  /** Time from begin to end of tasks of every kind: programs, styles, layout, painting; ms. */
  readonly busyMs: number
  /** The part of it in which the thread really had a processor, ms. */
  readonly cpuMs: number
  /** Tasks longer than 50 ms, each with its length in ms. */
  readonly longTasks: readonly number[]
}

/** Watches the main thread of a page from outside, as the browser itself counts. Call before the page is opened. */
export async function watchMainThread(page: Page): Promise<() => Promise<MainThreadWork>> {
  await page.addInitScript(() => {
    const lengths: number[] = []
    Object.assign(window, { __longTasks: lengths })
    new PerformanceObserver((list) => lengths.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
      buffered: true,
    })
  })
  const [passed, worked] = [await page.context().newCDPSession(page), await page.context().newCDPSession(page)]
  await passed.send('Performance.enable', { timeDomain: 'timeTicks' })
  await worked.send('Performance.enable', { timeDomain: 'threadTicks' })
  let before = { busyMs: 0, cpuMs: 0, count: 0 }
  return async () => {
    const lengths = await page.evaluate(() => (window as unknown as { __longTasks: number[] }).__longTasks)
    const now = { busyMs: await taskMs(passed), cpuMs: await taskMs(worked), count: lengths.length }
    const longTasks = lengths.slice(before.count)
    const work = { busyMs: now.busyMs - before.busyMs, cpuMs: now.cpuMs - before.cpuMs, longTasks }
    before = now
    return work
  }
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000
}
