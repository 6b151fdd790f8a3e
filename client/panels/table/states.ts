import type { PanelStates } from '../panel-states.ts'

const ITEMS = [
  { metric: 'demo.calls' },
  { metric: 'demo.closed' },
  { metric: 'demo.congestion' },
  { metric: 'demo.load' },
  { metric: 'demo.beds' },
  { metric: 'demo.ammonia' },
  { metric: 'demo.population' },
]

/** Everything a table of metrics can look like. */
export const tableStates: PanelStates<'table'> = {
  panel: { type: 'table', title: { zh: '全部指标', en: 'All figures' }, items: ITEMS },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { glyph: 'alarm' },
    'too-long': { panel: { type: 'table', items: [{ metric: 'demo.longest' }, ...ITEMS] } },
    'first-seconds': { says: () => ['–'] },
    pseudo: {},
  },
  more: {
    mixed: {
      names: { zh: '各种时效并列', en: 'Every freshness at once' },
      told: {
        of: {
          'demo.closed': { age: 2 },
          'demo.congestion': { age: 9 },
          'demo.load': { missing: 4 },
          'demo.beds': { age: 'never' },
          'demo.ammonia': { beyond: 'warning' },
        },
      },
      glyph: 'silent',
    },
    low: { names: { zh: '位置不够，余数计数', en: 'Too low: the rest is counted' }, height: 150 },
  },
}
