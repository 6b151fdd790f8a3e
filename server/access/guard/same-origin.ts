/** What a browser says of the page a request comes from. */
export interface PageHeaders {
  readonly 'sec-fetch-site'?: string | string[] | undefined
  readonly origin?: string | undefined
  readonly host?: string | undefined
}

/**
 * True when a request that changes something does not come from a strange page. Browsers say where their page is from in
 * `Sec-Fetch-Site`, older ones in `Origin`, on every such request; a page may be one of this server, one that the deployment
 * allows, or none at all (an address typed in). A caller that says neither is no browser: it has no cookies to be borrowed.
 */
export function isSameOrigin(headers: PageHeaders, allowed: readonly string[]): boolean {
  const { origin, host } = headers
  if (origin !== undefined && allowed.includes(origin)) return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined) return true
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}

/** Methods that change nothing. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method)
}
