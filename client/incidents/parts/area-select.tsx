import { Select } from '../../access/parts/select.tsx'
import type { CityView } from '../../state/city-view.ts'
import { useCity, useNames } from '../../state/hooks.ts'

export interface AreaSelectProps {
  readonly label: string
  readonly area: string
  /** Said where nothing is chosen yet; without it the whole of the remit can be chosen. */
  readonly none?: string
  readonly isLabelHidden?: boolean
  onArea(area: string): void
}

/** A town, a zone or the whole, of what this remit sees. */
export function AreaSelect({ label, area, none, isLabelHidden = false, onArea }: AreaSelectProps) {
  const city = useCity()
  const name = useNames()
  const { root } = city.tree
  return (
    <Select label={label} isLabelHidden={isLabelHidden} value={area} onValue={onArea}>
      {none === undefined ? <option value={root.code}>{name(root.names)}</option> : <option value="">{none}</option>}
      {groups(city).map(({ zone, towns }) => (
        <optgroup key={zone.code} label={name(zone.names)}>
          {towns.map((town) => (
            <option key={town.code} value={town.code}>
              {name(town.short ?? town.names)}
            </option>
          ))}
        </optgroup>
      ))}
    </Select>
  )
}

/** Towns by the zone they lie in; for those who see one town only, that town. */
function groups(city: CityView) {
  const { root } = city.tree
  const below = city.tree.children(root.code)
  if (root.level === 'town') return [{ zone: root, towns: [root] }]
  const zones = below.filter(({ level }) => level === 'zone')
  const loose = below.filter(({ level }) => level === 'town')
  return [
    ...zones.map((zone) => ({ zone, towns: city.tree.children(zone.code) })),
    ...(loose.length > 0 ? [{ zone: root, towns: loose }] : []),
  ]
}
