import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import type { Me } from '#contract/access.ts'
import { AccessContext } from '../access/access-context.ts'
import { accessPage } from '../access/access-page.ts'
import { createAccessStore } from '../access/access-store.ts'
import { call } from '../access/call.ts'
import './app.css'
import '../panels/panels.css'
import { CityGate } from './city-gate.tsx'
import { pageSettings } from './page-settings.ts'
import { RETRY_S, Waiting } from './waiting.tsx'

/** Sign-in, consoles and the own account: fetched by those who open them, never by a wall. */
const AccessPages = lazy(() => import('../access/access-pages.tsx').then(({ AccessPages }) => ({ default: AccessPages })))

/** The whole product on one page: finds out who is there, then shows the page the address names. */
export function App() {
  const [access] = useState(() => createAccessStore(() => call<Me>('GET', '/api/access/me')))
  const [page] = useState(() => accessPage(location.pathname))
  const [settings] = useState(() => (page === undefined ? undefined : pageSettings()))
  const { kind } = useSyncExternalStore(access.subscribe, access.getState)
  useEffect(() => {
    if (kind === 'reading') void access.read()
    if (kind !== 'unreachable') return
    const timer = setInterval(() => void access.read(), RETRY_S * 1000)
    return () => clearInterval(timer)
  }, [access, kind])
  useEffect(() => {
    // A page that the back key brings back as it was left may be somebody's who has signed out since.
    const show = ({ persisted }: PageTransitionEvent) => persisted && location.reload()
    addEventListener('pageshow', show)
    return () => removeEventListener('pageshow', show)
  }, [])
  return (
    <AccessContext value={access}>
      {page === undefined || settings === undefined ? (
        <CityGate />
      ) : (
        <Suspense fallback={<Waiting />}>
          <AccessPages page={page} settings={settings} />
        </Suspense>
      )}
    </AccessContext>
  )
}
