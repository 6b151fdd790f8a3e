import { useEffect } from 'react'

const WORKER = '/shell-worker.js'
/** What the page is made of is told this long after it opened, in ms: by then its parts have arrived. */
const SETTLED_MS = 6_000

/**
 * Lets this page open without a network from now on, where the browser can. Browsers allow it over https and on the own
 * machine only; elsewhere the page works as before, with a network. Returns the undo of what it started.
 */
export function keepShell(): () => void {
  if (!('serviceWorker' in navigator) || !window.isSecureContext) return () => {}
  navigator.serviceWorker.register(WORKER).catch(() => {
    // A browser that keeps nothing (a private window) opens the page with a network only; nothing else changes.
  })
  const tell = () => {
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage({ kind: 'made-of', files: filesOfPage() }))
  }
  const timer = setTimeout(tell, SETTLED_MS)
  const onHide = () => {
    if (document.visibilityState === 'hidden') tell()
  }
  document.addEventListener('visibilitychange', onHide)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', onHide)
  }
}

/** As `keepShell`, for as long as the component is there. */
export function useKeptShell(): void {
  useEffect(keepShell, [])
}

/** Paths of every hashed file this page has fetched. */
function filesOfPage(): string[] {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => new URL(name))
  const own = fetched.filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
  return [...new Set(own.map(({ pathname }) => pathname))]
}
