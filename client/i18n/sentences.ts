import type { Language } from '#contract/names.ts'

/** The sentences of refusals in a language, by code. */
export type Sentences = Readonly<Record<string, string>>

/** A refusal as it can be said at this moment. */
export type SaidRefusal =
  | { readonly kind: 'said'; readonly sentence: string }
  /** The sentences are on their way; whoever listens is told. */
  | { readonly kind: 'coming' }
  /** The sentences cannot be had, or take too long: there is no network, or the server is away. */
  | { readonly kind: 'missing' }

/** What is needed of the world to fetch sentences. */
export interface SentenceWorld {
  /** Rejects where the sentences of the language cannot be had. */
  load(language: Language): Promise<Sentences>
  after(ms: number, then: () => void): void
}

/** The sentences of refusals that are on this page. */
export interface SentenceStore {
  /** Fetches the sentences of a language, once. Resolves when they are here, or cannot be had; never rejects. */
  fetch(language: Language): Promise<void>
  /** A refusal in a language. Fetches the sentences where nobody did. The code itself for one this build does not know. */
  said(code: string, language: Language): SaidRefusal
  /** Listens for sentences that arrive or turn out missing; gives the undo. */
  subscribe(listener: () => void): () => void
  /** Another number after each change. */
  version(): number
}

/** A refusal waits this long for its sentence before it is said without, ms. */
export const PATIENCE_MS = 1_500

/** Keeps sentences of refusals apart from the page: a screen that is refused nothing waits for none of them. */
export function createSentenceStore({ load, after }: SentenceWorld): SentenceStore {
  const held = new Map<Language, Sentences | 'coming' | 'missing'>()
  const listeners = new Set<() => void>()
  let version = 0
  const put = (language: Language, now: Sentences | 'missing') => {
    held.set(language, now)
    version += 1
    for (const listener of listeners) listener()
  }
  const fetch = async (language: Language) => {
    if (held.has(language)) return
    held.set(language, 'coming')
    after(PATIENCE_MS, () => {
      if (held.get(language) === 'coming') put(language, 'missing')
    })
    put(language, await load(language).catch(() => 'missing' as const))
  }
  return {
    fetch,
    said: (code, language) => {
      if (!held.has(language)) void fetch(language)
      const sentences = held.get(language) ?? 'coming'
      return typeof sentences === 'string' ? { kind: sentences } : { kind: 'said', sentence: sentences[code] ?? code }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
  }
}

const LOADERS: Readonly<Record<Language, () => Promise<Sentences>>> = {
  zh: () => import('./errors-zh.ts').then(({ errorsZh }) => errorsZh),
  en: () => import('./errors-en.ts').then(({ errorsEn }) => errorsEn),
}

/** The sentences of this page. */
export const sentences = createSentenceStore({
  load: (language) => LOADERS[language](),
  after: (ms, then) => void setTimeout(then, ms),
})
