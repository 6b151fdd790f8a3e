/** The cookies of the product, by what they prove. Each holds a random token, of which only the hash is kept. */
export const COOKIE_KINDS = ['session', 'screen', 'pairing', 'handshake'] as const
export type CookieKind = (typeof COOKIE_KINDS)[number]

/**
 * What a cookie is called. Where people come by https it has the prefix `__Host-`: browsers then refuse one that another
 * host of the domain, or a page without TLS, tries to plant.
 */
export function cookieName(kind: CookieKind, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}guanlan-${kind}`
}

/** What keeps a cookie from scripts, from other sites and, by https, from the open line. */
export function cookieOptions(isSecure: boolean) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure } as const
}
