/**
 * The address of the command room of an incident as it was at a moment, epoch ms: the same page, looked back at. A second later
 * than the moment, so that what happened then is seen. Pure.
 */
export function pastAddress(href: string, incident: string, at: number): string {
  const address = new URL(href)
  address.searchParams.set('at', `incidents/${incident}`)
  address.searchParams.set('moment', new Date(Math.floor(at / 1000) * 1000 + 1000).toISOString().replace('.000Z', 'Z'))
  for (const name of ['speed', 'known']) address.searchParams.delete(name)
  return `${address.pathname}${address.search}`
}
