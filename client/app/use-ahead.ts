import { useEffect } from 'react'
import { useConnection } from '../state/hooks.ts'
import { ahead } from './patient-part.ts'

/** What the first view does not show is fetched this long after the page went live, ms. */
const AFTER_MS = 2_500

/**
 * Fetches parts of the page that somebody may need at a moment without a network: a part that was never here cannot be shown then.
 * `loads` must be the same array as long as it names the same parts.
 */
export function useAhead(loads: readonly (() => Promise<unknown>)[]): void {
  const isLive = useConnection().kind === 'live'
  useEffect(() => {
    if (!isLive) return
    const timer = setTimeout(() => loads.forEach(ahead), AFTER_MS)
    return () => clearTimeout(timer)
  }, [isLive, loads])
}
