import { useCallback, useEffect, useRef, useState } from 'react'
import { useAccessStore } from './access-context.ts'
import { CallRefused, call } from './call.ts'

/** Something read from the server: on its way, here, or refused. What was here stays while it is read again. */
export type Reading<Body> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly body: Body }
  | { readonly kind: 'refused'; readonly refusal: CallRefused }

export interface Read<Body> {
  readonly reading: Reading<Body>
  again(): void
}

/** Reads an address of the server, and reads it again when the address is another or when told to. */
export function useRead<Body>(path: string): Read<Body> {
  const access = useAccessStore()
  const [held, setHeld] = useState<{ readonly path: string; readonly reading: Reading<Body> }>()
  const turn = useRef(0)
  const again = useCallback(() => {
    const mine = ++turn.current
    call<Body>('GET', path).then(
      (body) => {
        if (mine === turn.current) setHeld({ path, reading: { kind: 'here', body } })
      },
      (fault: unknown) => {
        if (mine !== turn.current) return
        if (!(fault instanceof CallRefused)) throw fault
        if (fault.code === 'access/sign-in-needed') void access.end()
        setHeld({ path, reading: { kind: 'refused', refusal: fault } })
      },
    )
  }, [path, access])
  useEffect(() => {
    again()
    return () => {
      turn.current += 1
    }
  }, [again])
  return { reading: held?.path === path ? held.reading : { kind: 'loading' }, again }
}
