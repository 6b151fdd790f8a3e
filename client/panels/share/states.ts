import type { PanelStates } from '../panel-states.ts'

/** Everything parts of a whole can look like. */
export const shareStates: PanelStates<'share'> = {
  panel: { type: 'share', metric: 'demo.load' },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: { says: ({ t, coverage }) => [t('rows.unreported.count', { n: 3 }), t('trust.coverage', coverage)] },
    empty: { says: ({ t }) => [t('trust.empty'), '–'] },
    fault: {},
    'not-live': {},
    beyond: { cannot: 'A share has no limit of its own: limits hold for figures, not for how they divide.' },
    'too-long': { panel: { type: 'share', metric: 'demo.longest' } },
    'first-seconds': { panel: { type: 'share', metric: 'demo.calls' }, says: () => ['–'] },
    pseudo: {},
  },
  more: {
    metrics: {
      names: { zh: '几项指标之间', en: 'Among several metrics' },
      panel: {
        type: 'share',
        title: { zh: '电力去向', en: 'Where power goes' },
        metrics: ['demo.load', 'demo.reserve', 'demo.export'],
      },
    },
    zero: { names: { zh: '全为零', en: 'All zero' }, told: { zero: true }, says: () => ['0'] },
  },
}
