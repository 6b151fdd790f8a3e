/** A part of the page that could not be fetched is asked for again after this long, ms. */
const AGAIN_MS = 2_000

/**
 * Fetches a part of the page, and tries again for as long as there is no network for it: somebody who turns to it without one sees
 * that it is coming, and not a page that has ended. Never rejects.
 */
export async function patiently<Part>(load: () => Promise<Part>, wait: (ms: number) => Promise<void> = pause): Promise<Part> {
  for (;;) {
    try {
      return await load()
    } catch {
      await wait(AGAIN_MS)
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
