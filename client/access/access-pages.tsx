import { lazy, Suspense } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { DisplayClass } from '#contract/display-class.ts'
import { displayHere } from '../displays/display-here.ts'
import type { Settings } from '../state/settings.ts'
import type { AccessPage } from './access-page.ts'
import { InvitationPage } from './door/invitation-page.tsx'
import { SetupPage } from './door/setup-page.tsx'
import { SignInPage } from './door/sign-in-page.tsx'
import { Page } from './page/page.tsx'

const Consoles = lazy(() => import('./console/consoles.tsx').then(({ Consoles }) => ({ default: Consoles })))

/** Every page of this product that is not the city. */
export function AccessPages({ page, settings }: { page: AccessPage; settings: StoreApi<Settings> }) {
  return (
    <Page display={displayWithInput()} settings={settings}>
      {page === 'sign-in' && <SignInPage />}
      {page === 'setup' && <SetupPage />}
      {page === 'invitation' && <InvitationPage />}
      {(page === 'administration' || page === 'account') && (
        <Suspense fallback={null}>
          <Consoles page={page} />
        </Suspense>
      )}
    </Page>
  )
}

/** These pages are written in: a browser as wide as a wall is a desk here. */
function displayWithInput(): DisplayClass {
  const display = displayHere()
  return display === 'wall' ? 'desk' : display
}
