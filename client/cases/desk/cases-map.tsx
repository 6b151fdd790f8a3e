import { useEffect, useMemo, useState } from 'react'
import type { CasePoints } from '#contract/case.ts'
import { CallRefused, call } from '../../access/call.ts'
import { useRefusalWords } from '../../incidents/parts/command-state.tsx'
import { MapSheet } from '../../incidents/parts/map-sheet.tsx'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import type { SituationBox, SituationSpot } from '../../viz/situation/situation-map.tsx'
import { type CaseSearch, filterQuery } from '../case-search.ts'
import { useCaseWords } from '../use-case-words.ts'

export interface CasesMapProps {
  readonly search: CaseSearch
  readonly chosen: string | undefined
  /** Grows whenever something changed: the map is read anew. */
  readonly changes: number
  onOpen(id: string): void
}

type Points =
  | { readonly kind: 'reading' }
  | { readonly kind: 'here'; readonly points: CasePoints }
  | { readonly kind: 'refused'; readonly code: string }

/** Where the cases of a search are: each a dot, or numbers where there are too many; a press comes closer, or opens. */
export function CasesMap({ search, chosen, changes, onOpen }: CasesMapProps) {
  const w = useCaseWords()
  const refusal = useRefusalWords()
  const lines = useGeometry()
  const [box, setBox] = useState<SituationBox>()
  const [held, setHeld] = useState<Points>({ kind: 'reading' })
  const filter = filterQuery(search).toString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that the same question has another answer
  useEffect(() => {
    if (!box) return
    let isOver = false
    const asked = new URLSearchParams(filter)
    for (const [side, degrees] of Object.entries(box)) asked.set(side, degrees.toFixed(5))
    call<CasePoints>('GET', `/api/cases/points?${asked}`).then(
      (points) => !isOver && setHeld({ kind: 'here', points }),
      (fault: unknown) => {
        if (!(fault instanceof CallRefused)) throw fault
        if (!isOver) setHeld({ kind: 'refused', code: fault.code })
      },
    )
    return () => {
      isOver = true
    }
  }, [filter, box, changes])
  const spots = useMemo(() => (held.kind === 'here' ? spotsOf(held.points, chosen, w) : []), [held, chosen, w])
  return (
    <section className="cases-map" aria-label={w('map.cases')}>
      <MapSheet
        lines={lines}
        label={w('map.cases')}
        focus={search.area === undefined ? [] : [search.area]}
        marked={search.area === undefined ? [] : [search.area]}
        marks={[]}
        drawings={[]}
        spots={spots}
        onView={setBox}
        onSpot={({ id, count }) => {
          if (count > 1) return 'zoom'
          onOpen(id)
          return 'stay'
        }}
      />
      <p role="status" className="cases-map-said">
        {held.kind === 'refused' && w('refused', { reason: refusal(held.code) })}
        {held.kind === 'here' && held.points.kind === 'clusters' && w('map.clustered')}
        {held.kind === 'here' && held.points.lon.length === 0 && w('map.none')}
      </p>
    </section>
  )
}

function spotsOf(points: CasePoints, chosen: string | undefined, w: ReturnType<typeof useCaseWords>): readonly SituationSpot[] {
  const place = (n: number) => [points.lon[n] ?? 0, points.lat[n] ?? 0] as const
  if (points.kind === 'clusters')
    return points.count.map((count, n) => {
      const overdue = points.overdue[n] ?? 0
      const label = w('map.cluster', { n: count, overdue })
      return { id: `${points.lon[n]},${points.lat[n]}`, at: place(n), count, isMarked: overdue * 2 > count, isChosen: false, label }
    })
  return points.id.map((id, n) => {
    const [stage = 'collected', isMarked = false] = [points.stage[n], points.overdue[n]]
    return { id, at: place(n), count: 1, isMarked, isChosen: id === chosen, label: w(`stage.${stage}`) }
  })
}
