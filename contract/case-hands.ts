import type { CaseStage, CaseState } from './case.ts'

/**
 * Who had a hand in a case before its result is looked at: told of it, looked at it on the spot, did the work. None of them
 * checks or verifies it (采核分离): the server refuses it, and screens say so before anybody tries.
 */
export function handsOn({
  by,
  stamps,
  taker,
  progress,
}: Pick<CaseState, 'by' | 'stamps' | 'taker' | 'progress'>): ReadonlySet<string> {
  const stages: readonly CaseStage[] = ['collected', 'checked', 'handling', 'handled']
  // Sent back by whoever verified it: that was no work on it.
  const worked = stamps.filter(({ stage }, index) => stages.includes(stage) && stamps[index - 1]?.stage !== 'handled')
  const people = [...(by ? [by] : []), ...(taker ? [taker] : []), ...worked.map(({ by }) => by), ...progress.map(({ by }) => by)]
  return new Set(people.map(({ id }) => id).filter((id) => id !== ''))
}
