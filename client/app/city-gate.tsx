import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { Me, Role } from '#contract/access.ts'
import { useAccess, useAccessStore } from '../access/access-context.ts'
import { CallRefused, call } from '../access/call.ts'
import { type Entrance, entranceOf } from '../access/entrance.ts'
import { personOf } from '../access/person.ts'
import type { ThresholdProps } from '../access/threshold.tsx'
import { displayHere } from '../displays/display-here.ts'
import { City } from './city.tsx'
import { OfflineCity } from './offline-city.tsx'
import { pageSettings } from './page-settings.ts'
import { Waiting } from './waiting.tsx'

/** The front door and the pairing code: fetched only where nobody is known yet. */
const Threshold = lazy(() => import('../access/threshold.tsx').then(({ Threshold }) => ({ default: Threshold })))

/** Roles are taken by themselves at most this often, in ms: a browser that keeps no cookies must not knock without end. */
const TRIAL_EVERY_MS = 5_000

/**
 * Stands before the city: shows it to whoever may see it, and to everybody else what there is to do first. A session that
 * ends takes the picture with it at once.
 */
export function CityGate() {
  const access = useAccess()
  const [display] = useState(displayHere)
  const [hadCity, setHadCity] = useState(false)
  const picked = useRef<Role>(undefined)
  const person = personOf(access.kind === 'known' ? access.me : undefined)
  if (person?.remit) picked.current = person.remit.role
  const entrance = entranceOf(access, display, picked.current)
  const isCity = entrance.kind === 'city'
  useEffect(() => {
    if (isCity) setHadCity(true)
  }, [isCity])
  const refusal = useTrial(entrance)
  switch (entrance.kind) {
    case 'waiting':
      return <Waiting />
    case 'unreachable':
      return display === 'mobile' ? <OfflineCity fault={entrance} /> : <Waiting fault={entrance} />
    case 'city':
      return <City key={entrance.key} />
    case 'trial':
      return refusal === undefined ? <Waiting /> : <Waiting fault={{ kind: 'no-catalogue', code: refusal }} />
    case 'elsewhere':
    case 'pairing':
    case 'sign-in':
      return <Before entrance={entrance} display={display} hasEnded={hadCity} />
  }
}

/** What stands before the city, in the language and theme the address says at this moment. */
function Before(props: Omit<ThresholdProps, 'settings'>) {
  const [settings] = useState(pageSettings)
  return (
    <Suspense fallback={<Waiting />}>
      <Threshold {...props} settings={settings} />
    </Suspense>
  )
}

/** In the simulated city, takes the role of the display without asking. Gives the code of a refusal, if there was one. */
function useTrial(entrance: Entrance): string | undefined {
  const store = useAccessStore()
  const [refusal, setRefusal] = useState<string>()
  const nextAt = useRef(0)
  const role = entrance.kind === 'trial' ? entrance.role : undefined
  useEffect(() => {
    if (role === undefined) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout>
    const take = () => {
      nextAt.current = performance.now() + TRIAL_EVERY_MS
      store
        .change(() => call<Me>('POST', '/api/access/trial', { role }))
        .catch((fault: unknown) => {
          if (!(fault instanceof CallRefused)) throw fault
          if (isOver) return
          setRefusal(fault.code)
          timer = setTimeout(take, TRIAL_EVERY_MS)
        })
    }
    timer = setTimeout(take, Math.max(0, nextAt.current - performance.now()))
    return () => {
      isOver = true
      clearTimeout(timer)
      setRefusal(undefined)
    }
  }, [role, store])
  return refusal
}
