import { useMemo } from 'react'
import type { GeometryState } from '../../panels/map/use-geometry.ts'
import { useCity, useNames, useT } from '../../state/hooks.ts'
import type { CityGeometry } from '../../viz/map/geometry.ts'
import { SituationMap, type SituationMapProps } from '../../viz/situation/situation-map.tsx'
import { type TownParts, useMapNames } from '../map-names.ts'
import { useWords } from '../use-words.ts'

export interface MapSheetProps extends Omit<SituationMapProps, 'geometry' | 'names' | 'notice' | 'words'> {
  readonly lines: GeometryState
  /** Towns whose names stand out. */
  readonly marked: readonly string[]
  /** What towns bring to a sum, beside their names. */
  readonly parts?: TownParts
}

/** The map people work on with the city's names and notices; where its lines cannot be had, that is said in its place. */
export function MapSheet({ lines, ...props }: MapSheetProps) {
  const w = useWords()
  if (lines.state === 'ready') return <Named {...props} geometry={lines.geometry} />
  return <p className="nothing">{lines.state === 'failed' ? w('map.failed') : ''}</p>
}

function Named({ geometry, marked, parts, ...props }: Omit<MapSheetProps, 'lines'> & { readonly geometry: CityGeometry }) {
  const city = useCity()
  const t = useT()
  const name = useNames()
  const names = useMapNames(geometry, marked, parts)
  const { map } = city.catalogue.city
  const words = useMemo(() => ({ zoomIn: t('map.zoom-in'), zoomOut: t('map.zoom-out'), whole: t('map.whole') }), [t])
  const notice = [
    map.boundaries?.schematic === true ? t('map.schematic') : map.attribution ? name(map.attribution) : '',
    map.approvalNumber ? t('map.approval', { number: map.approvalNumber }) : t('map.approval.none'),
  ]
  return <SituationMap {...props} geometry={geometry} names={names} notice={notice.filter(Boolean).join(' · ')} words={words} />
}
