import { Mark } from '../../design/mark.tsx'
import { useMe } from '../access-context.ts'
import { usePage } from '../page/page-context.ts'
import { personOf } from '../person.ts'

/** A wall opened by somebody whose capacity does not see the city: nobody can press anything here, so it says what to do elsewhere. */
export function WrongCapacity() {
  const { w } = usePage()
  const role = personOf(useMe())?.remit?.role
  return (
    <main className="whole-page">
      <Mark size={96} />
      <p className="t-title">{w('capacity.none', { role: role === undefined ? '' : w(`role.${role}`) })}</p>
      <p className="t-name soft">{w('capacity.elsewhere')}</p>
    </main>
  )
}
