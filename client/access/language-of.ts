/** What of an address's query goes along to another page: language and theme, not where in the city somebody was. */
export function languageOf(search: string): string {
  const kept = new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => name === 'lang' || name === 'theme'))
  return kept.size === 0 ? '' : `?${kept}`
}
