import { useMemo } from 'react'
import type { CaseCounts, CaseEvent, CaseMatter } from '#contract/case.ts'
import type { RecordedEvent } from '#contract/matter.ts'
import { useNamedMatters } from '../access/use-trial-names.ts'
import type { Followed } from '../state/matters.ts'

/** One case with its log, kept live. */
export function useCase(id: string): {
  readonly followed: Followed
  readonly found: CaseMatter | undefined
  readonly log: readonly RecordedEvent<CaseEvent>[]
} {
  const followed = useNamedMatters(useMemo(() => ({ kind: 'case' as const, id, log: true }), [id]))
  if (followed.kind !== 'following') return { followed, found: undefined, log: [] }
  return {
    followed,
    found: followed.matters[0] as CaseMatter | undefined,
    log: followed.log as readonly RecordedEvent<CaseEvent>[],
  }
}

/** Cases by their ids, kept live, and how the watch of them stands. */
export function useCasesLive(ids: readonly string[]): { readonly followed: Followed; readonly cases: readonly CaseMatter[] } {
  const followed = useNamedMatters(useMemo(() => (ids.length > 0 ? { kind: 'case' as const, ids: [...ids] } : undefined), [ids]))
  return { followed, cases: followed.kind === 'following' ? (followed.matters as readonly CaseMatter[]) : NO_CASES }
}

const NO_CASES: readonly CaseMatter[] = []
const COUNTS = { kind: 'case', counts: true } as const

/** How many cases there are in each queue, town and department, as far as the remit reaches; kept live. */
export function useCaseCounts(): CaseCounts | undefined {
  const followed = useNamedMatters(COUNTS)
  return followed.kind === 'following' ? followed.counts : undefined
}
