import type { PanelStates } from '../panel-states.ts'

/** Everything a heap of areas can look like. */
export const distributionStates: PanelStates<'distribution'> = {
  panel: { type: 'distribution', metric: 'demo.closed' },
  conditions: {
    live: { says: ({ t }) => [t('distribution.median')] },
    late: {},
    silent: {},
    partial: {},
    empty: { says: ({ t }) => [t('trust.empty'), t('empty.title')] },
    fault: {},
    'not-live': {},
    beyond: {},
    'too-long': { panel: { type: 'distribution', metric: 'demo.longest' } },
    'first-seconds': { says: ({ t }) => [t('empty.title')] },
    pseudo: {},
  },
  more: {
    alike: { names: { zh: '各处相同', en: 'All alike' }, told: { zero: true } },
    low: { names: { zh: '位置矮小', en: 'Little height' }, height: 150 },
  },
}
