import { type ComponentType, useEffect, useState } from 'react'
import { Mark } from '../../design/mark.tsx'
import { displayHere } from '../../displays/display-here.ts'
import { useAccess, useAccessStore } from '../access-context.ts'
import { Door } from '../door/door.tsx'
import { doorStep } from '../door/door-step.ts'
import { IdleWatch } from '../idle-watch.tsx'
import { languageOf } from '../language-of.ts'
import { useCityPlate } from '../page/city-plate.ts'
import { usePage } from '../page/page-context.ts'
import { PageSwitches } from '../parts/page-switches.tsx'
import { Press } from '../parts/press.tsx'
import { TrialPicker } from '../parts/trial-picker.tsx'
import { type Person, personOf } from '../person.ts'
import { signOutAndLeave } from '../sign-out.ts'
import { useCall } from '../use-call.ts'
import { AccountsPart } from './accounts/accounts-part.tsx'
import { AuditPart } from './audit/audit-part.tsx'
import { VerificationPart } from './audit/verification-part.tsx'
import './console.css'
import { OperationPart } from './operation/operation-part.tsx'
import { OwnPart } from './own/own-part.tsx'
import { type Part, partAt, partsFor } from './part.ts'
import { BlocksPart } from './posture/blocks-part.tsx'
import { PosturePart } from './posture/posture-part.tsx'
import { ScreensPart } from './screens/screens-part.tsx'

const BODIES: Record<Part, ComponentType<{ person: Person }>> = {
  accounts: AccountsPart,
  operation: OperationPart,
  remits: AccountsPart,
  posture: PosturePart,
  blocks: BlocksPart,
  audit: AuditPart,
  verification: VerificationPart,
  screens: ScreensPart,
  own: OwnPart,
}

/** The consoles of the administrators and directors, and the own account: each duty its own parts, beside each other. */
export function Consoles({ page }: { page: 'administration' | 'account' }) {
  const access = useAccess()
  const me = access.kind === 'known' ? access.me : undefined
  const person = personOf(me)
  const [hadPerson, setHadPerson] = useState(false)
  const isThrough = person?.remit !== undefined && doorStep(me) === 'credentials'
  useEffect(() => {
    if (isThrough) setHadPerson(true)
  }, [isThrough])
  if (access.kind === 'reading' || access.kind === 'unreachable') return <NotYet isAway={access.kind === 'unreachable'} />
  if (!isThrough || !person) return <Door hasEnded={hadPerson} />
  return <Console key={`${person.id}/${person.remit?.id}`} page={page} person={person} />
}

function NotYet({ isAway }: { isAway: boolean }) {
  const { w } = usePage()
  return (
    <main className="whole-page">
      <Mark size={72} />
      <p>{w(isAway ? 'refused.unreachable' : 'loading')}</p>
    </main>
  )
}

function Console({ page, person }: { page: 'administration' | 'account'; person: Person }) {
  const { w, name } = usePage()
  const plate = useCityPlate()
  const parts = partsFor(person.may)
  const [part, show] = usePart(page, parts)
  useEffect(() => {
    document.title = `${part === undefined ? '' : w(`part.${part}`)} · 观澜`
  }, [part, w])
  const Body = part === undefined ? undefined : BODIES[part]
  return (
    <div className="console">
      <a className="skip" href="#content">
        {w('console.skip')}
      </a>
      <nav className="console-side" aria-label={w('console.parts')}>
        <p className="console-city">
          <Mark size={36} /> <span>{plate ? name(plate.names) : w('door.product')}</span>
        </p>
        <ul className="console-parts">
          {parts.map((one) => (
            <li key={one}>
              <button type="button" aria-current={one === part ? 'page' : undefined} onClick={() => show(one)}>
                {w(`part.${one}`)}
              </button>
            </li>
          ))}
        </ul>
        <Who person={person} />
      </nav>
      <div className="console-main">{Body && part !== undefined && <Body key={part} person={person} />}</div>
      <IdleWatch person={person} />
    </div>
  )
}

/** Who is here, and the ways on: to the city for those who see it, to another role in a trial, and out. */
function Who({ person }: { person: Person }) {
  const { w, format } = usePage()
  const access = useAccessStore()
  const calling = useCall()
  const query = languageOf(location.search)
  const isTrial = person.assurance === 'trial'
  const role = person.remit === undefined ? '' : w(`role.${person.remit.role}`)
  return (
    <div className="console-who">
      <p className="console-name">{isTrial ? role : person.name}</p>
      <p className="soft">
        {isTrial ? w('account.trial') : `${role} · ${w('account.until', { time: format.time(person.endsAt) })}`}
      </p>
      <div className="console-ways">
        {person.may.includes('catalogue:read') && (
          <a className="console-way" href={`/${displayHere()}${query}`}>
            {w('console.city')}
          </a>
        )}
        {isTrial && <TrialPicker current={person.remit?.role} />}
        <Press kind="quiet" isBusy={calling.isBusy} onPress={() => void calling.run(() => signOutAndLeave(access, query))}>
          {w('account.out')}
        </Press>
        <PageSwitches />
      </div>
    </div>
  )
}

/** The part that is shown; kept in the address, so that a reload and the back key lose nothing. */
function usePart(page: 'administration' | 'account', parts: readonly Part[]): [Part | undefined, (part: Part) => void] {
  const [search, setSearch] = useState(location.search)
  useEffect(() => {
    const goBack = () => setSearch(location.search)
    addEventListener('popstate', goBack)
    return () => removeEventListener('popstate', goBack)
  }, [])
  const show = (part: Part) => {
    const query = new URLSearchParams(location.search)
    query.set('part', part)
    history.pushState(null, '', `${location.pathname}?${query}`)
    setSearch(location.search)
  }
  return [partAt(search, page, parts), show]
}
