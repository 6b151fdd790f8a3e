let taken: string | undefined

/**
 * Takes the token out of the address of this page: it is read once, and gone from the address and from the way back before
 * anything else happens. Asked again, it gives what it took: a page may be drawn more than once before it is seen.
 * Undefined when the address bore none.
 */
export function takeFragment(): string | undefined {
  const token = location.hash.slice(1)
  if (token === '') return taken
  taken = token
  history.replaceState(null, '', location.pathname + location.search)
  return taken
}
