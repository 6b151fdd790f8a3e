import type { PanelStates } from '../panel-states.ts'

/** Everything a curve can look like. */
export const trendStates: PanelStates<'trend'> = {
  panel: { type: 'trend', metric: 'demo.calls' },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { panel: { type: 'trend', metric: 'demo.congestion' }, says: () => ['8.'] },
    'too-long': { panel: { type: 'trend', metric: 'demo.longest' } },
    'first-seconds': {},
    pseudo: {},
  },
  more: {
    gauge: { names: { zh: '量值，不是累计', en: 'A level, not a count' }, panel: { type: 'trend', metric: 'demo.load' } },
    fitted: { names: { zh: '接近百分之百的比率', en: 'A rate near 100 %' }, panel: { type: 'trend', metric: 'demo.closed' } },
    month: {
      names: { zh: '一个月，按日', en: 'A month of days' },
      panel: { type: 'trend', metric: 'demo.calls', span: 'month' },
    },
    year: { names: { zh: '一年，按月', en: 'A year of months' }, panel: { type: 'trend', metric: 'demo.firms', span: 'year' } },
    zero: { names: { zh: '全为零', en: 'All zero' }, told: { zero: true } },
    alone: {
      names: { zh: '不带昨日', en: 'Without yesterday' },
      panel: { type: 'trend', metric: 'demo.temperature', yesterday: false },
    },
  },
}
