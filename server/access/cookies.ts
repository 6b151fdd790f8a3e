/** The cookies of the product, by what they prove. Each holds a random token, of which only the hash is kept. */
export const COOKIE_KINDS = ['session', 'screen', 'pairing', 'handshake'] as const
export type CookieKind = (typeof COOKIE_KINDS)[number]

/** What decides how cookies are called at a server. */
export interface CookieSite {
  /** True where people come by https. */
  readonly isSecure: boolean
  /** True in the shadow city of a drill. */
  readonly isDrill?: boolean
}

/**
 * What a cookie is called. Where people come by https it has the prefix `__Host-`: browsers then refuse one that another
 * host of the domain, or a page without TLS, tries to plant. A drill has names of its own: browsers keep cookies by host and
 * not by port, and who plays in a shadow city must stay signed in to the real one beside it.
 */
export function cookieName(kind: CookieKind, { isSecure, isDrill = false }: CookieSite): string {
  return `${isSecure ? '__Host-' : ''}guanlan-${isDrill ? 'drill-' : ''}${kind}`
}

/** What keeps a cookie from scripts, from other sites and, by https, from the open line. */
export function cookieOptions(isSecure: boolean) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const
}
