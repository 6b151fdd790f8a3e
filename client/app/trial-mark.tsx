import { useMe } from '../access/access-context.ts'
import { personOf } from '../access/person.ts'
import { useT } from '../state/hooks.ts'

/** On a wall, which nobody touches: that it is shown in a trial, and nothing more. */
export function TrialMark() {
  const t = useT()
  if (personOf(useMe())?.assurance !== 'trial') return null
  return <span className="trial-mark t-small dim">{t('trial.mark')}</span>
}
