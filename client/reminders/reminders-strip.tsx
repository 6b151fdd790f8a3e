import { lazy, Suspense } from 'react'
import { useAsking } from './use-asking.ts'

/** The words and presses of reminders: fetched by those who are paged. */
const ReminderList = lazy(() => import('./reminder-list.tsx').then(({ ReminderList }) => ({ default: ReminderList })))

/** What the person here is paged for because somebody owes it. Nothing at all while there is none. */
export function RemindersStrip() {
  const { followed, asking } = useAsking()
  if (asking.length === 0) return null
  return (
    <Suspense fallback={null}>
      <ReminderList asking={asking} followed={followed} />
    </Suspense>
  )
}
