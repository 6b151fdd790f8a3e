import { useMemo } from 'react'
import type { Alarm } from '#contract/alarm.ts'
import type { Followed } from '../../state/matters.ts'
import { useMatters } from '../../state/use-matters.ts'

const OPEN_ALARMS = { kind: 'alarm' } as const
const NONE: readonly Alarm[] = []

/** All open alarms in reach, and how the watch of them stands. The same array until one of them changes. */
export function useAlarms(): { readonly followed: Followed; readonly alarms: readonly Alarm[] } {
  const followed = useMatters(OPEN_ALARMS)
  const alarms = followed.kind === 'following' ? (followed.matters as readonly Alarm[]) : NONE
  return useMemo(() => ({ followed, alarms }), [followed, alarms])
}
