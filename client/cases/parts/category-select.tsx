import { CATEGORY_KINDS } from '#contract/case-tables.ts'
import { Select } from '../../access/parts/select.tsx'
import { useNames } from '../../state/hooks.ts'
import { useCaseCity } from '../case-city.tsx'
import { useCaseWords } from '../use-case-words.ts'

/** The 小类 of the city under their 大类, components before events. */
export function CategorySelect({
  label,
  category,
  none,
  onCategory,
}: {
  readonly label: string
  readonly category: string
  /** Said where nothing is chosen yet. */
  readonly none?: string
  onCategory(category: string): void
}) {
  const w = useCaseWords()
  const name = useNames()
  const { tables } = useCaseCity()
  const groups = CATEGORY_KINDS.flatMap((kind) => tables.groups.filter((group) => group.kind === kind))
  return (
    <Select label={label} value={category} onValue={onCategory}>
      {none !== undefined && <option value="">{none}</option>}
      {groups.map((group) => (
        <optgroup key={group.id} label={`${w(`kind.${group.kind}`)} · ${name(group.names)}`}>
          {tables.categories
            .filter((one) => one.group === group.id)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {name(one.names)}
              </option>
            ))}
        </optgroup>
      ))}
    </Select>
  )
}
