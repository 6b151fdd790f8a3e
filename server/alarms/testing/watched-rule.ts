import type { Patience } from '../judge.ts'
import type { WatchedRule } from '../watched-rule.ts'

/** A rule as small as can be, watched in an area. */
export function watchedRule(id: string, area: string, patience: Patience): WatchedRule {
  return {
    ...{ kind: 'silence', name: `${id}@${area}`, patience, series: [`${id}@${area}/PT1M`], limits: {} },
    said: { rule: { id, kind: 'silence' }, area },
    page: { warning: 'nobody', critical: 'duty' },
  }
}
