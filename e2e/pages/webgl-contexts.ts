import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Every WebGL context the page was ever given; a forgotten one is collected and does not count. */
    __webglContexts?: WeakRef<WebGLRenderingContext | WebGL2RenderingContext>[]
  }
}

/** Has a page keep count of its WebGL contexts. Call before the page is opened. */
export async function countWebglContexts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: WeakRef<WebGLRenderingContext | WebGL2RenderingContext>[] = []
    window.__webglContexts = given
    for (const kind of [HTMLCanvasElement, OffscreenCanvas]) {
      const original = kind.prototype.getContext as (...parts: unknown[]) => RenderingContext | null
      kind.prototype.getContext = function (this: HTMLCanvasElement, ...parts: unknown[]) {
        const context = original.apply(this, parts)
        const isWebgl = context instanceof WebGLRenderingContext || context instanceof WebGL2RenderingContext
        if (isWebgl && !given.some((known) => known.deref() === context)) given.push(new WeakRef(context))
        return context
      } as typeof original & HTMLCanvasElement['getContext'] & OffscreenCanvas['getContext']
    }
  })
}

/** WebGL contexts the page holds after a garbage collection: given, not lost, not forgotten. */
export async function liveWebglContexts(page: Page): Promise<number> {
  await collectGarbage(page)
  return page.evaluate(() => (window.__webglContexts ?? []).filter((known) => known.deref()?.isContextLost() === false).length)
}

/** Bytes of JavaScript heap in use after a garbage collection. */
export async function heapBytes(page: Page): Promise<number> {
  await collectGarbage(page)
  const session = await page.context().newCDPSession(page)
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  await session.detach()
}

/** Opens no WebGL on a page, as a machine without a graphics driver: maps are then drawn as lines. Call before it is opened. */
export async function withoutWebgl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const kind of [HTMLCanvasElement, OffscreenCanvas]) {
      const original = kind.prototype.getContext as (...parts: unknown[]) => RenderingContext | null
      kind.prototype.getContext = function (this: HTMLCanvasElement, ...parts: unknown[]) {
        return /webgl/.test(String(parts[0])) ? null : original.apply(this, parts)
      } as typeof original & HTMLCanvasElement['getContext'] & OffscreenCanvas['getContext']
    }
  })
}
