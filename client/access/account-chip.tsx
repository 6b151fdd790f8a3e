import { useContext, useId, useMemo, useRef, useState } from 'react'
import type { Me, Role } from '#contract/access.ts'
import type { Plate } from '#contract/plate.ts'
import { usePutAway } from '../design/use-put-away.ts'
import { useCity } from '../state/hooks.ts'
import './access.css'
import { useAccessStore, useMe } from './access-context.ts'
import { call } from './call.ts'
import { homePage } from './entrance.ts'
import { IdleWatch } from './idle-watch.tsx'
import { languageOf } from './language-of.ts'
import { LeaveGuardContext } from './leave-guard.ts'
import { PageContext, usePage } from './page/page-context.ts'
import { useCityPage } from './page/use-city-page.ts'
import { Press } from './parts/press.tsx'
import { Refused } from './parts/refused.tsx'
import { RoleList } from './parts/role-list.tsx'
import { type Person, personOf } from './person.ts'
import { personName } from './person-name.ts'
import { areaWords, type KnownNames, reachWords } from './remit-words.ts'
import { signOutAndLeave } from './sign-out.ts'
import { useCall } from './use-call.ts'
import { useRead } from './use-read.ts'

/** Who is at this screen and in which capacity; opens to switch it, to the own pages and to the way out. */
export function AccountChip() {
  const page = useCityPage()
  const person = personOf(useMe())
  if (person?.remit === undefined) return null
  return (
    <PageContext value={page}>
      <Chip person={person} remit={person.remit} />
      <IdleWatch person={person} />
    </PageContext>
  )
}

function Chip({ person, remit }: { person: Person; remit: NonNullable<Person['remit']> }) {
  const page = usePage()
  const { w, name } = page
  const city = useCity()
  const [isOpen, setOpen] = useState(false)
  const ref = useRef<HTMLDivElement>(null)
  const sheet = useId()
  const isTrial = person.assurance === 'trial'
  const known = useKnownNames()
  usePutAway(ref, isOpen, setOpen)
  const role = w(`role.${remit.role}`)
  const place = remit.area === city.catalogue.city.area ? undefined : areaWords(remit.area, known, name)
  return (
    <div ref={ref} className="menu account">
      <button
        type="button"
        className="chip account-chip"
        aria-expanded={isOpen}
        aria-controls={sheet}
        aria-label={w('account.chip', { name: personName(person.name, page), role })}
        onClick={() => setOpen(!isOpen)}
      >
        {isTrial && <span className="account-trial">{w('trial.mark')}</span>}
        <span className="account-role">{isTrial ? role : person.name}</span>
        {place !== undefined && <span className="account-place">{place}</span>}
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <path d="m1.5 3.5 3.5 3.5 3.5-3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </button>
      {isOpen && (
        <div id={sheet} className="menu-sheet account-sheet">
          <Sheet person={person} remit={remit} known={known} />
        </div>
      )}
    </div>
  )
}

function useKnownNames(): KnownNames {
  const { catalogue } = useCity()
  return useMemo(() => ({ areas: catalogue.areas, domains: catalogue.city.domains }), [catalogue])
}

function Sheet({ person, remit, known: own }: { person: Person; remit: NonNullable<Person['remit']>; known: KnownNames }) {
  const page = usePage()
  // The city as this remit sees it does not know the places of the others; the names on its door do.
  const plate = useRead<Plate>('/api/city').reading
  const known = plate.kind === 'here' ? plate.body : own
  const { w, format, profile } = page
  const me = useMe()
  const access = useAccessStore()
  const calling = useCall()
  const isTrial = person.assurance === 'trial'
  const change = async (work: () => Promise<Me>) => {
    if (!(await calling.run(() => access.change(work)))) return
    const held = access.getState()
    const home = held.kind === 'known' ? homePage(held.me, profile.displayClass) : undefined
    // The city of another capacity opens in place; a capacity without the city has a page of its own.
    if (home !== undefined && !home.startsWith(`/${profile.displayClass}`)) location.assign(home + languageOf(location.search))
  }
  const query = languageOf(location.search)
  const staying = useContext(LeaveGuardContext)
  const consoles = CONSOLE_LINKS.filter(({ needs }) => person.may.includes(needs))
  return (
    <>
      <header className="account-head">
        <p className="account-name">{isTrial ? w(`role.${remit.role}`) : person.name}</p>
        {!isTrial && <p className="soft">{w(`role.${remit.role}`)}</p>}
        <p className="soft">{reachWords(remit, known, page)}</p>
        <p className="soft">{w(isTrial ? 'account.trial' : 'account.until', { time: format.time(person.endsAt) })}</p>
      </header>
      {person.remits.length > 1 && !isTrial && (
        <ul className="remits">
          {person.remits.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="remit"
                aria-current={one.id === remit.id ? 'true' : undefined}
                aria-disabled={calling.isBusy}
                onClick={() => void change(() => call<Me>('POST', '/api/access/remit', { remit: one.id }))}
              >
                <span className="remit-role">{w(`role.${one.role}`)}</span>
                <span className="remit-reach">{reachWords(one, known, page)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Refused refusal={calling.refusal} />
      <nav className="account-links" aria-label={w('account.pages')}>
        {!isTrial && <a href={`/account${query}`}>{w('account.own')}</a>}
        {consoles.map(({ part, word }) => (
          <a key={part} href={`/administration${query === '' ? '?' : `${query}&`}part=${part}`}>
            {w(word)}
          </a>
        ))}
        <Press
          kind="quiet"
          isBusy={calling.isBusy}
          blocked={staying}
          onPress={() => void calling.run(() => signOutAndLeave(access, query))}
        >
          {w('account.out')}
        </Press>
        {staying !== undefined && <p className="field-hint">{staying}</p>}
      </nav>
      {isTrial && me && (
        <RoleList
          roles={me.ways.trial}
          current={remit.role}
          isBusy={calling.isBusy}
          onPick={(role: Role) => void change(() => call<Me>('POST', '/api/access/trial', { role }))}
        />
      )}
    </>
  )
}

/** Consoles that someone who sees the city may open as well. */
const CONSOLE_LINKS = [{ needs: 'screens:read', part: 'screens', word: 'console.screens' }] as const
