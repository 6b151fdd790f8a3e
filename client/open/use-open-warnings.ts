import { useEffect, useState } from 'react'
import type { OpenWarnings } from '#contract/warning.ts'
import { getOpen, whenSeen } from './get-open.ts'

/** Warnings are looked for this often, ms: somebody who keeps the page open learns of one within this time. */
const LOOK_MS = 20_000

/** What the page knows of warnings: undefined before the first answer; `isOld` when the newest question found no answer. */
export interface WarningsReading {
  readonly warnings: OpenWarnings | undefined
  readonly isOld: boolean
}

/** The warnings for everybody, looked for again and again; what was read stays while nothing comes. Nothing is read unless `isAsked`. */
export function useOpenWarnings(isAsked: boolean): WarningsReading {
  const [reading, setReading] = useState<WarningsReading>({ warnings: undefined, isOld: false })
  useEffect(() => {
    if (!isAsked) return
    // The server is asked every time, and answers that nothing changed in a line.
    const get = getOpen('public', 'no-cache')
    let stop = () => {}
    let isGone = false
    const turn = async () => {
      const warnings = (await get('/warnings').catch(() => undefined)) as OpenWarnings | undefined
      if (isGone) return
      setReading((held) => (warnings ? { warnings, isOld: false } : { ...held, isOld: true }))
      stop = whenSeen(LOOK_MS, () => void turn())
    }
    void turn()
    return () => {
      isGone = true
      stop()
    }
  }, [isAsked])
  return reading
}
