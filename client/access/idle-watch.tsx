import { useCallback, useEffect, useRef, useState } from 'react'
import { useAccessStore } from './access-context.ts'
import { CallRefused, call } from './call.ts'
import { type Idle, idleOf } from './idle.ts'
import { usePage } from './page/page-context.ts'
import { Press } from './parts/press.tsx'
import type { Person } from './person.ts'

const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Warns a minute before a session ends for want of a sign of life, and lets one press keep it. A trial has nothing to guard. */
export function IdleWatch({ person }: { person: Person }) {
  if (person.assurance === 'trial') return null
  return <Watch idleMs={person.idleMs} endsAt={person.endsAt} />
}

function Watch({ idleMs, endsAt }: { idleMs: number; endsAt: number }) {
  const { w, format } = usePage()
  const access = useAccessStore()
  const [idle, setIdle] = useState<Idle>({ kind: 'fine' })
  const heardAt = useRef(Date.now())
  const touchedAt = useRef(Date.now())
  const isTelling = useRef(false)
  const tell = useCallback(async () => {
    if (isTelling.current) return
    isTelling.current = true
    try {
      await showPresence()
      heardAt.current = Date.now()
      setIdle({ kind: 'fine' })
    } catch (fault) {
      if (!(fault instanceof CallRefused)) throw fault
      if (fault.code === 'access/sign-in-needed') void access.end()
    } finally {
      isTelling.current = false
    }
  }, [access])
  useEffect(() => {
    const touch = () => {
      touchedAt.current = Date.now()
    }
    const look = () => {
      const next = idleOf({ heardAt: heardAt.current, touchedAt: touchedAt.current, idleMs, endsAt }, Date.now())
      if (next.kind === 'tell') void tell()
      if (next.kind === 'over') void access.read()
      setIdle((held) => (held.kind === 'fine' && (next.kind === 'fine' || next.kind === 'tell') ? held : next))
    }
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touch, { passive: true })
    const timer = setInterval(look, 1_000)
    return () => {
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touch)
      clearInterval(timer)
    }
  }, [idleMs, endsAt, tell, access])
  if (idle.kind !== 'warn' && idle.kind !== 'closing') return null
  return (
    <div className="idle" role="alertdialog" aria-label={w('idle.title')}>
      <p>{w(idle.kind === 'warn' ? 'idle.warn' : 'idle.closing', { time: format.span(Math.max(0, idle.leftMs)) })}</p>
      {idle.kind === 'warn' && (
        <Press kind="primary" onPress={() => void tell()}>
          {w('idle.stay')}
        </Press>
      )}
    </div>
  )
}

/** Tells the server that somebody is here; one that does not ask for it hears it from any request. */
async function showPresence(): Promise<void> {
  await call('POST', '/api/access/presence', {}).catch((fault: unknown) => {
    if (!(fault instanceof CallRefused && fault.status === 404)) throw fault
    return call('GET', '/api/access/me')
  })
}
