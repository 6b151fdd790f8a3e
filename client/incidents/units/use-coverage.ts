import { useEffect, useState } from 'react'
import type { CoverageAnswer } from '#contract/resource.ts'
import { CallRefused, call } from '../../access/call.ts'
import type { Reading } from '../../access/use-read.ts'

/** Which coverage somebody looks at. */
export interface CoverageAsked {
  readonly kind: string
  readonly minutes: number
}

/** The coverage somebody looks at, read once for list and map alike; undefined while nobody asks. */
export function useCoverage(asked: CoverageAsked | undefined): Reading<CoverageAnswer> | undefined {
  const path = asked && `/api/resources/coverage?${new URLSearchParams({ kind: asked.kind, minutes: String(asked.minutes) })}`
  const [held, setHeld] = useState<{ readonly path: string; readonly reading: Reading<CoverageAnswer> }>()
  useEffect(() => {
    if (path === undefined) return
    let isOver = false
    const keep = (reading: Reading<CoverageAnswer>) => {
      if (!isOver) setHeld({ path, reading })
    }
    call<CoverageAnswer>('GET', path).then(
      (body) => keep({ kind: 'here', body }),
      (fault: unknown) => {
        if (!(fault instanceof CallRefused)) throw fault
        keep({ kind: 'refused', refusal: fault })
      },
    )
    return () => {
      isOver = true
    }
  }, [path])
  if (path === undefined) return undefined
  return held?.path === path ? held.reading : { kind: 'loading' }
}

/** Towns that are to be drawn as gaps. */
export function gapsOf(reading: Reading<CoverageAnswer> | undefined): readonly string[] {
  return reading?.kind === 'here' ? reading.body.gaps.map(({ area }) => area) : []
}
