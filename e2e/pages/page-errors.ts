import { expect, type Page } from '@playwright/test'

/** What a browser may print as an error while the product is well; every line says why. */
const ALLOWED: readonly (readonly [pattern: RegExp, because: string])[] = [
  [/net::ERR_CACHE_MISS/, 'a test asks the cache alone whether it kept something'],
  [/GPU stall due to ReadPixels/, 'software WebGL says so when a picture is taken'],
]

/** While a test has the line cut on purpose, the browser reports each knock at the closed door, and at one just opening. */
const WHILE_CUT_OFF =
  /net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INTERNET_DISCONNECTED|INCOMPLETE_CHUNKED_ENCODING)|WebSocket connection to .* failed|status of 503 \(Service Unavailable\) \(.*(\/socket\.io\/|\.woff2?\))|net::ERR_FAILED \(.*\.woff2?\)/

/** While a test asks for what it is refused, the browser reports each refusal. */
const REFUSED = /status of (401|403|404|409|423|429)/

export interface PageErrors {
  /** Call before asking for what will be refused: a browser reports every such answer. */
  allowRefusals(): void
  /** Call before cutting the line: failed connections are then what one expects to read. */
  allowCutOff(): void
  /** Fails with everything that was printed as an error, or thrown, since the page was opened. */
  expectNone(): void
}

const watched = new WeakMap<Page, PageErrors>()

/** Collects the errors of a page from now on. */
export function watchForErrors(page: Page): PageErrors {
  const errors: string[] = []
  let isCutOffAllowed = false
  let areRefusalsAllowed = false
  const note = (text: string) => {
    if (ALLOWED.some(([pattern]) => pattern.test(text)) || (isCutOffAllowed && WHILE_CUT_OFF.test(text))) return
    if (areRefusalsAllowed && REFUSED.test(text)) return
    errors.push(text)
  }
  page.on('console', (message) => {
    if (message.type() === 'error') note(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => note(error.stack ?? error.message))
  const found: PageErrors = {
    allowRefusals: () => {
      areRefusalsAllowed = true
    },
    allowCutOff: () => {
      isCutOffAllowed = true
    },
    expectNone: () => expect(errors, 'errors in the console of the page').toEqual([]),
  }
  watched.set(page, found)
  return found
}

/** The errors being collected for a page. */
export function errorsOf(page: Page): PageErrors {
  return watched.get(page) ?? watchForErrors(page)
}
