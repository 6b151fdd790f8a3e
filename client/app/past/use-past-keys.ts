import { useEffect } from 'react'
import type { MomentStore } from '../../state/moment.ts'

/** What takes keys for itself: Escape closes what is open before it leaves the past. */
const OPEN = '[role="dialog"], [aria-expanded="true"], .find, dialog[open]'
/** What a space means something in. */
const TAKES_SPACE = 'input:not([type="range"]), textarea, select, button, a[href], [role="button"], [contenteditable="true"]'

/** While the screen is in the past: space plays and pauses, Escape goes back to live. */
export function usePastKeys(moment: MomentStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const now = moment.getState()
      if (now.kind !== 'past') return
      if (event.key === 'Escape' && document.querySelector(OPEN) === null) moment.send({ kind: 'go-live' })
      if (event.key !== ' ' || (event.target instanceof Element && event.target.closest(TAKES_SPACE))) return
      event.preventDefault()
      moment.send({ kind: now.isPlaying ? 'pause' : 'play' })
    }
    // Before those who close what is open, so that it is still seen here.
    document.addEventListener('keydown', onKey, true)
    return () => document.removeEventListener('keydown', onKey, true)
  }, [moment])
}
