import { lazy, Suspense } from 'react'

/** Who is here and in which capacity: fetched after the city, by displays that somebody can touch. */
const AccountChip = lazy(() => import('../access/account-chip.tsx').then(({ AccountChip }) => ({ default: AccountChip })))

export function Account() {
  return (
    <Suspense fallback={null}>
      <AccountChip />
    </Suspense>
  )
}
