import { useEffect, useReducer, useRef, useState } from 'react'
import type { DisplayClass } from '#contract/display-class.ts'
import { useAccessStore } from '../access-context.ts'
import { CallRefused, callDated } from '../call.ts'
import { afterNews, nextAsking, type PairingNews, type PairingState } from './pairing-state.ts'

/** How often the server is asked whether somebody confirmed the code, and how soon a refused request is repeated, in ms. */
const ASK_MS = 1_500
const REFUSED_MS = 10_000

/** Keeps a code on this screen until a director has confirmed one; then the page finds out that it is a screen. */
export function usePairing(display: DisplayClass): { readonly state: PairingState; readonly now: number } {
  const access = useAccessStore()
  const [state, tell] = useReducer(afterNews, { kind: 'asking', isReachable: true } satisfies PairingState)
  const held = useRef<PairingState>(state)
  const ahead = useRef(0)
  const [now, setNow] = useState(() => Date.now())
  held.current = state
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now() + ahead.current), 1_000)
    return () => clearInterval(tick)
  }, [])
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout>
    const step = async () => {
      const news = await ask(nextAsking(held.current, Date.now() + ahead.current), display, (at) => {
        ahead.current = at - Date.now()
      })
      if (isOver || news === undefined) return
      tell(news)
      if (news.kind === 'answered' && news.state === 'enrolled') void access.read()
      timer = setTimeout(step, news.kind === 'refused' && held.current.kind !== 'shown' ? REFUSED_MS : ASK_MS)
    }
    void step()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [display, access])
  return { state, now }
}

async function ask(
  what: ReturnType<typeof nextAsking>,
  display: DisplayClass,
  learn: (at: number) => void,
): Promise<PairingNews | undefined> {
  if (what === 'nothing') return undefined
  try {
    if (what === 'code') {
      const { body, at } = await callDated<{ code: string; endsAt: number }>('POST', '/api/screens/pairings', { display })
      learn(at)
      return { kind: 'given', ...body, at }
    }
    const { body, at } = await callDated<{ state: 'waiting' | 'enrolled' | 'ended' }>('GET', '/api/screens/pairing')
    learn(at)
    return { kind: 'answered', state: body.state }
  } catch (fault) {
    if (!(fault instanceof CallRefused)) throw fault
    const isAway = fault.code === 'unreachable' || fault.status >= 500
    return isAway ? { kind: 'unreachable' } : { kind: 'refused', code: fault.code }
  }
}
