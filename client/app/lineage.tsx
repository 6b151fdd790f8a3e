import { lazy, type ReactNode } from 'react'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { LineageLayer } from '../panels/lineage-layer.tsx'
import { patiently } from './patient-part.ts'

/** Where a figure comes from, told beside it: fetched when the first figure is asked. */
export const loadLineage = () => import('../panels/lineage-card.tsx')
const LineageCard = lazy(() => patiently(loadLineage).then(({ LineageCard }) => ({ default: LineageCard })))

/** The lineage of whatever figure is asked for on this screen; `foot` is what may be done with the figure, where there is anything. */
export function Lineage({ foot }: { foot?(series: ResolvedSeries): ReactNode }) {
  return <LineageLayer card={LineageCard} {...(foot && { foot })} />
}
