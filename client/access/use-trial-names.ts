import { useMemo } from 'react'
import type { Watch } from '#contract/watch.ts'
import { roleTranslator } from '../i18n/role-words.ts'
import { useUiLanguage } from '../state/hooks.ts'
import type { Followed } from '../state/matters.ts'
import { useMatters } from '../state/use-matters.ts'
import { useMe } from './access-context.ts'
import { withTrialNames } from './trial-names.ts'

/** Calls people of a trial by their role in what was told; outside a trial it is given back unread. */
export function useTrialNames(): <Told>(told: Told) => Told {
  const isTrial = (useMe()?.ways.trial.length ?? 0) > 0
  const language = useUiLanguage()
  return useMemo(() => {
    if (!isTrial) return (told) => told
    const page = { w: roleTranslator(language) }
    const known = new WeakMap<object, object>()
    return (told) => withTrialNames(told, page, known)
  }, [isTrial, language])
}

/** What the record holds of a watch, kept live, with the people in it by the names they are shown by. */
export function useNamedMatters(watch: Watch | undefined): Followed {
  const named = useTrialNames()
  return named(useMatters(watch))
}
