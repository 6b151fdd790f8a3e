import { useMemo } from 'react'
import { useCity } from './hooks.ts'
import { answeredFirst, type IncidentMatter } from './incidents.ts'
import { useMatters } from './use-matters.ts'

const INCIDENTS = { kind: 'incident' } as const
const NONE: readonly IncidentMatter[] = []

/** The incidents that are answered in an area, the gravest first; none while they are not known. */
export function useAnswered(area: string): readonly IncidentMatter[] {
  const { tree } = useCity()
  const followed = useMatters(INCIDENTS)
  return useMemo(() => {
    if (followed.kind !== 'following') return NONE
    const isHere = (code: string) => area === tree.root.code || tree.path(code).some((one) => one.code === area)
    return answeredFirst(followed.matters as readonly IncidentMatter[], isHere)
  }, [followed, tree, area])
}
