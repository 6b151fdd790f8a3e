import type { PanelStates } from '../panel-states.ts'

/** Everything the weather can look like. */
export const weatherStates: PanelStates<'weather'> = {
  panel: { type: 'weather', items: [{ metric: 'demo.temperature' }, { metric: 'demo.humidity' }, { metric: 'demo.rain' }] },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { cannot: 'The weather has no limits here; alarms are the warnings of the weather service.' },
    'too-long': { panel: { type: 'weather', items: [{ metric: 'demo.longest' }] } },
    'first-seconds': { says: () => ['–'] },
    pseudo: {},
  },
  more: {
    mixed: {
      names: { zh: '各种时效并列', en: 'Every freshness at once' },
      told: { of: { 'demo.humidity': { age: 2 }, 'demo.rain': { age: 9 } } },
      glyph: 'silent',
    },
    one: { names: { zh: '只有一项', en: 'One alone' }, panel: { type: 'weather', items: [{ metric: 'demo.temperature' }] } },
  },
}
