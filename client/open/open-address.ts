import type { OpenAudience } from '#contract/open.ts'
import type { OpenLanguage } from '../i18n/open-words.ts'

/** Everything an address of these pages says: `/open?area=441900121&lang=en&theme=dark#traffic`. */
export interface OpenAddress {
  readonly audience: OpenAudience
  readonly language: OpenLanguage
  readonly theme: 'light' | 'dark' | undefined
  readonly area: string | undefined
}

/** Reads an address. What it does not say: Chinese, the language of the city, and the theme the device prefers. */
export function readOpenAddress({ pathname, search }: { readonly pathname: string; readonly search: string }): OpenAddress {
  const query = new URLSearchParams(search)
  const [language, theme] = [query.get('lang'), query.get('theme')]
  return {
    audience: pathname.startsWith('/enterprise') ? 'enterprise' : 'public',
    language: language === 'en' ? 'en' : 'zh',
    theme: theme === 'light' || theme === 'dark' ? theme : undefined,
    area: query.get('area') ?? undefined,
  }
}

/** The address with one thing said otherwise; undefined leaves it out. */
export function withSaid(search: string, name: 'lang' | 'area', value: string | undefined): string {
  const query = new URLSearchParams(search)
  if (value === undefined) query.delete(name)
  else query.set(name, value)
  return query.size === 0 ? '' : `?${query}`
}

/** Where an audience's blocks are read. */
export const OPEN_PATHS: Record<OpenAudience, string> = { public: '/api/open', enterprise: '/api/enterprise' }
