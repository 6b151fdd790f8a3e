import type { OpenAudience } from '#contract/open.ts'
import { OPEN_PATHS } from './open-address.ts'
import { Trouble } from './open-reader.ts'

/** Longest wait for an answer, in ms. */
const PATIENCE_MS = 12_000

/**
 * Reads below the path of an audience. What is public is asked for without any cookie; only firms send theirs. `cache` says
 * how far the browser's own copy will do.
 */
export function getOpen(audience: OpenAudience, cache: RequestCache = 'default'): (path: string) => Promise<unknown> {
  return async (path) => {
    const answer = await fetch(`${OPEN_PATHS[audience]}${path}`, {
      cache,
      credentials: audience === 'public' ? 'omit' : 'same-origin',
      signal: AbortSignal.timeout(PATIENCE_MS),
    }).catch(() => undefined)
    if (!answer?.ok) throw new Trouble(answer?.status ?? 0)
    return answer.json()
  }
}

/** Wakes up after some ms, or when the page comes back into sight if it is out of sight by then. */
export function whenSeen(ms: number, run: () => void): () => void {
  const timer = setTimeout(() => {
    if (!document.hidden) run()
    else document.addEventListener('visibilitychange', run, { once: true })
  }, ms)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', run)
  }
}
