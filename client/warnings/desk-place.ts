/** The id of the warning an address names (`warnings/<id>`), or undefined for all of them. */
export function warningOf(work: string | undefined): string | undefined {
  const [name, ...rest] = work?.split('/') ?? []
  const id = rest.join('/')
  return name === 'warnings' && id !== '' ? id : undefined
}
