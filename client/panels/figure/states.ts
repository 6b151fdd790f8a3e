import type { PanelStates } from '../panel-states.ts'

/** Everything a hero figure can look like. */
export const figureStates: PanelStates<'figure'> = {
  panel: { type: 'figure', metric: 'demo.calls', trend: true },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { panel: { type: 'figure', metric: 'demo.congestion', trend: true }, says: () => ['8'] },
    'too-long': { panel: { type: 'figure', metric: 'demo.longest' } },
    'first-seconds': { says: ({ t }) => [t('empty.title')] },
    pseudo: {},
  },
  more: {
    zero: { names: { zh: '零就是零', en: 'Zero is zero' }, told: { zero: true }, says: () => ['0'] },
    others: {
      names: { zh: '主数与附数', en: 'A hero with smaller figures' },
      panel: {
        type: 'figure',
        metric: 'demo.load',
        trend: true,
        with: [{ metric: 'demo.beds' }, { metric: 'demo.congestion' }, { metric: 'demo.ammonia' }],
      },
      told: { of: { 'demo.congestion': { age: 2 }, 'demo.ammonia': { age: 9 } } },
    },
    large: { names: { zh: '以万计', en: 'Counted in millions' }, panel: { type: 'figure', metric: 'demo.population' } },
    low: { names: { zh: '位置矮小', en: 'Little height' }, height: 92 },
    town: { names: { zh: '下钻到镇', en: 'Drilled to a town' }, area: 'tz-10' },
  },
}
