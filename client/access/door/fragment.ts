/**
 * Takes the token out of the address of this page: it is read once, and gone from the address and from the way back before
 * anything else happens. Undefined when the address bears none.
 */
export function takeFragment(): string | undefined {
  const token = location.hash.slice(1)
  if (token === '') return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return token
}
