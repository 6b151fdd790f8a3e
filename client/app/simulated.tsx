import { useCity, useT } from '../state/hooks.ts'

/** Says that the figures are invented, wherever they are. */
export function Simulated() {
  const { hub } = useCity().catalogue
  const t = useT()
  if (hub !== 'simulated') return null
  return (
    <span className="simulated t-small" title={t('city.simulated.long')}>
      {t('city.simulated')}
    </span>
  )
}
