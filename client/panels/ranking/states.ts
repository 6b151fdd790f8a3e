import type { PanelStates } from '../panel-states.ts'

/** Everything areas in order can look like. */
export const rankingStates: PanelStates<'ranking'> = {
  panel: { type: 'ranking', metric: 'demo.closed', order: 'best' },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { says: () => ['9'] },
    'too-long': { panel: { type: 'ranking', metric: 'demo.longest', order: 'largest' } },
    'first-seconds': {},
    pseudo: {},
  },
  more: {
    bars: { names: { zh: '条自零起', en: 'Bars from zero' }, panel: { type: 'ranking', metric: 'demo.load' } },
    zones: { names: { zh: '片区', en: 'Zones' }, panel: { type: 'ranking', metric: 'demo.load', level: 'zone' } },
    limited: { names: { zh: '只列前五', en: 'The first five' }, panel: { type: 'ranking', metric: 'demo.load', limit: 5 } },
    low: { names: { zh: '位置不够', en: 'Too low for all' }, height: 260 },
    zero: { names: { zh: '全为零', en: 'All zero' }, panel: { type: 'ranking', metric: 'demo.calls' }, told: { zero: true } },
    inherited: {
      names: { zh: '无下级的镇，列其同级', en: 'A town without parts, among its neighbours' },
      area: 'tz-01',
    },
  },
}
