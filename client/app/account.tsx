import { lazy, Suspense } from 'react'
import { patiently } from './patient-part.ts'

export const loadAccountChip = () => import('../access/account-chip.tsx')

/** Who is here and in which capacity: fetched after the city, by displays that somebody can touch. */
const AccountChip = lazy(() => patiently(loadAccountChip).then(({ AccountChip }) => ({ default: AccountChip })))

export function Account() {
  return (
    <Suspense fallback={null}>
      <AccountChip />
    </Suspense>
  )
}
