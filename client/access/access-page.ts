/** Pages of this product that are not the city: the front door, its two side doors, the consoles and the own account. */
export const ACCESS_PAGES = ['sign-in', 'setup', 'invitation', 'administration', 'account'] as const
export type AccessPage = (typeof ACCESS_PAGES)[number]

/** The page an address names, or undefined for a page of the city. */
export function accessPage(path: string): AccessPage | undefined {
  const [, first] = path.split('/')
  return ACCESS_PAGES.find((page) => page === first)
}
