import type { Plate } from '#contract/plate.ts'
import { useCityPlate } from '../page/city-plate.ts'
import { usePage } from '../page/page-context.ts'
import { Field } from './field.tsx'
import { Select } from './select.tsx'

type Area = Plate['areas'][number]

export interface AreaPickerProps {
  readonly area: string
  /** Only this area and what lies in it; the whole city where left out. */
  readonly root?: string
  onArea(area: string): void
}

/** An area of the city: the whole, a zone or a town, and a community of it where the town has any. */
export function AreaPicker({ area, root, onArea }: AreaPickerProps) {
  const { w, name } = usePage()
  const plate = useCityPlate()
  if (plate === undefined)
    return (
      <Field
        label={w('area.code')}
        value={area}
        maxLength={32}
        autoComplete="off"
        required
        onText={(text) => onArea(text.trim())}
      />
    )
  const find = (code: string | undefined) => plate.areas.find((one) => one.code === code)
  const top = find(root ?? plate.root)
  const within = (parent: string) => plate.areas.filter((one) => one.parent === parent)
  const chosen = find(area)
  const large = chosen?.level === 'community' && chosen.code !== top?.code ? find(chosen.parent) : chosen
  const communities = large?.level === 'town' ? within(large.code) : []
  const option = (one: Area) => (
    <option key={one.code} value={one.code}>
      {name(one.names)}
    </option>
  )
  return (
    <>
      <Select label={w('area.title')} value={large?.code ?? top?.code ?? ''} onValue={onArea}>
        {top && option(top)}
        {top?.level !== 'town' &&
          within(top?.code ?? plate.root).map((zone) => {
            const towns = within(zone.code)
            return zone.level === 'zone' && towns.length > 0 ? (
              <optgroup key={zone.code} label={name(zone.names)}>
                <option value={zone.code}>{w('area.whole', { area: name(zone.names) })}</option>
                {towns.map(option)}
              </optgroup>
            ) : (
              option(zone)
            )
          })}
      </Select>
      {communities.length > 0 && large && (
        <Select label={w('area.community')} value={area} onValue={onArea}>
          <option value={large.code}>{w('area.whole', { area: name(large.names) })}</option>
          {communities.map(option)}
        </Select>
      )}
    </>
  )
}
