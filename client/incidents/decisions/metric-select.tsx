import { Select } from '../../access/parts/select.tsx'
import { useCity, useNames } from '../../state/hooks.ts'

/** A figure of the catalogue, by the field of work it belongs to. */
export function MetricSelect({
  label,
  none,
  metric,
  onMetric,
}: {
  readonly label: string
  /** Said where none is chosen. */
  readonly none: string
  readonly metric: string
  onMetric(metric: string): void
}) {
  const city = useCity()
  const name = useNames()
  const { domains } = city.catalogue.city
  return (
    <Select label={label} value={metric} onValue={onMetric}>
      <option value="">{none}</option>
      {domains.map((domain) => {
        const own = city.catalogue.metrics.filter((one) => one.domain === domain.id)
        if (own.length === 0) return null
        return (
          <optgroup key={domain.id} label={name(domain.names)}>
            {own.map((one) => (
              <option key={one.id} value={one.id}>
                {name(one.short ?? one.names)}
              </option>
            ))}
          </optgroup>
        )
      })}
    </Select>
  )
}
