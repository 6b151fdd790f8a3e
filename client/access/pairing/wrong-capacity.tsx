import { useEffect } from 'react'
import { Mark } from '../../design/mark.tsx'
import { useAccessStore, useMe } from '../access-context.ts'
import { usePage } from '../page/page-context.ts'
import { personOf } from '../person.ts'

/** How often the wall looks whether somebody has taken another role, ms. */
const AGAIN_MS = 2_000

/** A wall opened by somebody whose capacity does not see the city: nobody can press anything here, so it says what to do elsewhere. */
export function WrongCapacity() {
  const { w } = usePage()
  const access = useAccessStore()
  useEffect(() => {
    const timer = setInterval(() => void access.read(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [access])
  const role = personOf(useMe())?.remit?.role
  return (
    <main className="whole-page">
      <Mark size={96} />
      <p className="t-title">{w('capacity.none', { role: role === undefined ? '' : w(`role.${role}`) })}</p>
      <p className="t-heading soft">{w('capacity.elsewhere')}</p>
    </main>
  )
}
