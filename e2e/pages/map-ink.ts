import type { Page } from '@playwright/test'

/** Has maps of a page keep their last frame, so that it can be looked at. Call before the page is opened. */
export async function keepFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext as (kind: string, options?: object) => RenderingContext | null
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: object) {
      return original.call(this, kind, /webgl/.test(kind) ? { ...options, preserveDrawingBuffer: true } : options)
    } as typeof HTMLCanvasElement.prototype.getContext
  })
}

/** Waits until every map drawn by WebGL shows something: more than the empty page it begins with. Needs `keepFrames`. */
export async function untilMapsHaveInk(page: Page, timeout = 60_000): Promise<void> {
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll<HTMLCanvasElement>('.map-panel canvas')].every((map) => {
        const sample = new OffscreenCanvas(48, 48).getContext('2d', { willReadFrequently: true })
        if (!sample || map.width === 0) return false
        sample.drawImage(map, 0, 0, 48, 48)
        const { data } = sample.getImageData(0, 0, 48, 48)
        const colours = new Set<number>()
        for (let at = 0; at < data.length; at += 4)
          if (data[at + 3] === 255) colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0))
        return colours.size > 24
      }),
    undefined,
    { timeout, polling: 250 },
  )
}
