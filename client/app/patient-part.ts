/** A part of the page that could not be fetched is asked for again after this long, ms. */
const AGAIN_MS = 2_000

/** What of the browser is needed to wait for a part of the page. */
export interface PartWorld {
  wait(ms: number): Promise<void>
  /** True when the server answers. */
  isServerThere(): Promise<boolean>
  /** Begins the page anew at the same address. */
  reload(): void
}

/**
 * Fetches a part of the page. Somebody who turns to one without a network sees that it is coming, and not a page that has ended: it is
 * asked for again once the server answers. Browsers remember for as long as the page lives that a part could not be had; where they
 * do, the page begins anew, and what waits in the outbox is on the device. Never rejects.
 */
export async function patiently<Part>(load: () => Promise<Part>, world: PartWorld = BROWSER): Promise<Part> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await load()
    } catch {
      if (!isFirst) world.reload()
      do await world.wait(AGAIN_MS)
      while (!(await world.isServerThere()))
    }
  }
}

/**
 * Fetches a part before anybody turns to it, where there is a network: one that was asked for without would be remembered as
 * missing.
 */
export function ahead(load: () => Promise<unknown>): void {
  if (navigator.onLine) load().catch(() => undefined)
}

const BROWSER: PartWorld = {
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  isServerThere: () =>
    fetch('/healthz', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  reload: () => location.reload(),
}
