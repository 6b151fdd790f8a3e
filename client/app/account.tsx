import { lazy, Suspense } from 'react'
import { useStood } from '../design/stood.ts'
import { useProfile } from '../state/hooks.ts'
import { patiently } from './patient-part.ts'

/** Where data is dear, it comes once the first view stands, ms. */
const FRUGAL_AFTER_MS = 2_500

export const loadAccountChip = () => import('../access/account-chip.tsx')

/** Who is here and in which capacity: fetched after the city, by displays that somebody can touch. */
const AccountChip = lazy(() => patiently(loadAccountChip).then(({ AccountChip }) => ({ default: AccountChip })))

export function Account() {
  const { contract } = useProfile()
  const isDue = useStood(contract.isFrugal ? FRUGAL_AFTER_MS : undefined)
  if (!isDue) return null
  return (
    <Suspense fallback={null}>
      <AccountChip />
    </Suspense>
  )
}
