import { useMemo } from 'react'
import type { Warning } from '#contract/warning.ts'
import { useNow } from './hooks.ts'
import type { Followed } from './matters.ts'
import { useMatters } from './use-matters.ts'
import { warningsInForce } from './warnings.ts'

const OPEN_WARNINGS = { kind: 'warning' } as const

/** Ends are looked for this often, ms: a warning that is over must not stay on a wall. */
const LOOK_MS = 5_000

/** The warnings in force in reach, the gravest first, and how the watch of them stands. */
export function useWarnings(): { readonly followed: Followed; readonly warnings: readonly Warning[] } {
  const followed = useMatters(OPEN_WARNINGS)
  const now = useNow(LOOK_MS)
  return { followed, warnings: useMemo(() => warningsInForce(followed, now), [followed, now]) }
}
