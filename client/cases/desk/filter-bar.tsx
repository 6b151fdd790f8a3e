import type { RefObject } from 'react'
import { CASE_ORIGINS, CASE_SORTS, CASE_STATIONS, type CaseSort } from '#contract/case.ts'
import { Press } from '../../access/parts/press.tsx'
import { Select } from '../../access/parts/select.tsx'
import { AreaSelect } from '../../incidents/parts/area-select.tsx'
import { useCity, useNames } from '../../state/hooks.ts'
import { type CaseSearch, conditionsOf, EVERYTHING_OPEN } from '../case-search.ts'
import { useCaseWords } from '../use-case-words.ts'

export interface FilterBarProps {
  readonly search: CaseSearch
  readonly field: RefObject<HTMLInputElement | null>
  onSearch(search: CaseSearch): void
}

/** What the list and the map hold, condition by condition; the words look into number, text and place. */
export function FilterBar({ search, field, onSearch }: FilterBarProps) {
  const w = useCaseWords()
  const city = useCity()
  const name = useNames()
  const with_ = (change: Partial<CaseSearch>) => onSearch({ ...search, ...change })
  return (
    <search className="case-filters" aria-label={w('filters')}>
      <input
        ref={field}
        type="search"
        className="alarms-search"
        value={search.text}
        placeholder={w('search')}
        aria-label={w('search')}
        onChange={(event) => with_({ text: event.target.value })}
      />
      <AreaSelect
        label={w('filter.area')}
        isLabelHidden
        none={w('filter.area.all')}
        area={search.area ?? ''}
        onArea={(area) => with_({ area: area === '' ? undefined : area })}
      />
      <Choice
        label={w('filter.department')}
        none={w('filter.department.all')}
        value={search.department}
        options={city.catalogue.city.departments.map((one) => [one.id, name(one.short ?? one.names)] as const)}
        onValue={(department) => with_({ department })}
      />
      <Choice
        label={w('filter.station')}
        none={w('filter.station.all')}
        value={search.station}
        options={CASE_STATIONS.map((station) => [station, w(`station.${station}`)] as const)}
        onValue={(station) => with_({ station })}
      />
      <Choice
        label={w('filter.origin')}
        none={w('filter.origin.all')}
        value={search.origin}
        options={CASE_ORIGINS.map((origin) => [origin, w(`origin.${origin}`)] as const)}
        onValue={(origin) => with_({ origin })}
      />
      <Select
        label={w('filter.open')}
        isLabelHidden
        value={search.open === undefined ? 'any' : search.open ? 'open' : 'closed'}
        onValue={(value) => with_({ open: value === 'any' ? undefined : value === 'open' })}
      >
        <option value="open">{w('filter.open.open')}</option>
        <option value="closed">{w('filter.open.closed')}</option>
        <option value="any">{w('filter.open.any')}</option>
      </Select>
      <fieldset className="case-choices" aria-label={w('clocks')}>
        <button
          type="button"
          className="choice"
          aria-pressed={search.overdue === true}
          onClick={() => with_({ overdue: search.overdue ? undefined : true })}
        >
          {w('filter.overdue')}
        </button>
        <button
          type="button"
          className="choice"
          aria-pressed={search.urgent === true}
          onClick={() => with_({ urgent: search.urgent ? undefined : true })}
        >
          {w('filter.urgent')}
        </button>
      </fieldset>
      <Select label={w('sort')} isLabelHidden value={search.sort} onValue={(sort) => with_({ sort: sort as CaseSort })}>
        {CASE_SORTS.map((sort) => (
          <option key={sort} value={sort}>
            {w(`sort.${sort}`)}
          </option>
        ))}
      </Select>
      {conditionsOf(search) > 0 && (
        <Press kind="quiet" onPress={() => onSearch({ ...EVERYTHING_OPEN, sort: search.sort })}>
          {w('filter.clear')}
        </Press>
      )}
    </search>
  )
}

/** One of some, or all of them. */
function Choice<Value extends string>({
  label,
  none,
  value,
  options,
  onValue,
}: {
  readonly label: string
  readonly none: string
  readonly value: Value | undefined
  readonly options: readonly (readonly [Value, string])[]
  onValue(value: Value | undefined): void
}) {
  return (
    <Select label={label} isLabelHidden value={value ?? ''} onValue={(next) => onValue(next === '' ? undefined : (next as Value))}>
      <option value="">{none}</option>
      {options.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </Select>
  )
}
