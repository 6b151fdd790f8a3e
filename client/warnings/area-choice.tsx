import type { Area } from '#contract/area.ts'
import { useCity, useNames } from '../state/hooks.ts'
import { useWords } from './use-warning-words.ts'

/** The areas a warning is for: the whole of the remit, or zones and towns in it. What lies in a chosen one is chosen with it. */
export function AreaChoice({ areas, onAreas }: { readonly areas: readonly string[]; onAreas(areas: readonly string[]): void }) {
  const w = useWords()
  const city = useCity()
  const name = useNames()
  const { root } = city.tree
  const isHeld = (code: string) => city.tree.path(code).some((above) => areas.includes(above.code))
  const press = (code: string) => {
    if (areas.includes(code)) onAreas(areas.filter((each) => each !== code))
    else onAreas([...areas.filter((each) => !city.tree.path(each).some((above) => above.code === code)), code])
  }
  const row = (area: Area, label: string, className?: string) => {
    const isWithin = !areas.includes(area.code) && isHeld(area.code)
    return (
      <label key={area.code} className={`tick${className === undefined ? '' : ` ${className}`}`}>
        <input type="checkbox" checked={isHeld(area.code)} disabled={isWithin} onChange={() => press(area.code)} />
        {label}
      </label>
    )
  }
  const below = city.tree.children(root.code)
  return (
    <fieldset>
      <legend className="field-name">{w('form.areas')}</legend>
      <div className="warning-areas">
        {row(root, w('whole-city', { city: name(root.names) }), 'is-zone')}
        {below.flatMap((area) => [
          row(area, name(area.short ?? area.names), area.level === 'zone' ? 'is-zone' : undefined),
          ...(area.level === 'zone' ? city.tree.children(area.code).map((town) => row(town, name(town.short ?? town.names))) : []),
        ])}
      </div>
    </fieldset>
  )
}
