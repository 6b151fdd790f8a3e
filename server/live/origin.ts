/**
 * True when a handshake may go on. Browsers name the page they come from: it must be of this very host, or one that the
 * deployment allows. Programs that are no browser name none, and have nothing a strange page could borrow.
 */
export function isAllowedOrigin(origin: string | undefined, host: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined) return true
  if (allowed.includes(origin)) return true
  if (!URL.canParse(origin) || host === undefined) return false
  return new URL(origin).host === host.toLowerCase()
}
