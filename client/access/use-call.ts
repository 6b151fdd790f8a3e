import { useCallback, useEffect, useRef, useState } from 'react'
import { CallRefused } from './call.ts'

/** A call that a press sets off: whether it is under way, and why it was refused. */
export interface Calling {
  readonly isBusy: boolean
  readonly refusal: CallRefused | undefined
  /** Runs one call at a time; a second press while one is under way does nothing. Gives true when it was done. */
  run(work: () => Promise<void>): Promise<boolean>
  forget(): void
}

/** Runs calls one at a time and keeps what became of the last. Anything but a refusal is a fault and is thrown on. */
export function useCall(): Calling {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<CallRefused>()
  const busy = useRef(false)
  const isOver = useRef(false)
  useEffect(() => {
    isOver.current = false
    return () => {
      isOver.current = true
    }
  }, [])
  const run = useCallback(async (work: () => Promise<void>) => {
    if (busy.current) return false
    busy.current = true
    setBusy(true)
    setRefusal(undefined)
    try {
      await work()
      return true
    } catch (fault) {
      if (!(fault instanceof CallRefused)) throw fault
      if (!isOver.current) setRefusal(fault)
      return false
    } finally {
      busy.current = false
      if (!isOver.current) setBusy(false)
    }
  }, [])
  return { isBusy, refusal, run, forget: useCallback(() => setRefusal(undefined), []) }
}
