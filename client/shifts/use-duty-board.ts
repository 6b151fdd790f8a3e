import { useEffect, useState } from 'react'
import type { DutyBoard } from '#contract/shift-handover.ts'
import { call } from '../access/call.ts'
import { useTrialNames } from '../access/use-trial-names.ts'
import { useNow } from '../state/hooks.ts'
import { useIsPast } from '../state/screen.ts'
import { useMatters } from '../state/use-matters.ts'

/** Who is on duty is asked again this often, ms: shifts change on the minute. */
const ASK_EVERY_MS = 60_000

const HANDOVERS = { kind: 'shift-handover' } as const

/** Who is on duty, asked every minute and whenever a handover begins or ends. Undefined until it is known, and in the past. */
export function useDutyBoard(): DutyBoard | undefined {
  const named = useTrialNames()
  const minute = useNow(ASK_EVERY_MS)
  const isPast = useIsPast()
  const followed = useMatters(HANDOVERS)
  const handovers = followed.kind === 'following' ? followed.matters.map(({ id, version }) => `${id}/${version}`).join(' ') : ''
  const [board, setBoard] = useState<DutyBoard>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again every minute, and when a handover changed
  useEffect(() => {
    if (isPast) return
    let isHere = true
    call<DutyBoard>('GET', '/api/shifts').then(
      (answer) => isHere && setBoard(answer),
      // The next minute asks again; what was known stays.
      () => undefined,
    )
    return () => {
      isHere = false
    }
  }, [minute, handovers, isPast])
  return isPast ? undefined : named(board)
}
