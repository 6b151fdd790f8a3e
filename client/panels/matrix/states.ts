import type { PanelStates } from '../panel-states.ts'

/** Everything areas × metrics can look like. */
export const matrixStates: PanelStates<'matrix'> = {
  panel: {
    type: 'matrix',
    title: { zh: '镇街一览', en: 'Towns at a glance' },
    metrics: ['demo.calls', 'demo.closed', 'demo.congestion', 'demo.load', 'demo.flooding'],
  },
  conditions: {
    live: { glyph: 'none' },
    late: { says: ({ t }) => [t('freshness.late')] },
    silent: { says: ({ t }) => [t('freshness.silent')] },
    partial: {
      panel: {
        type: 'matrix',
        level: 'zone',
        title: { zh: '片区一览', en: 'Zones at a glance' },
        metrics: ['demo.load', 'demo.calls', 'demo.closed'],
      },
      says: ({ t }) => [t('trust.coverage', { reported: 1, expected: 4 })],
    },
    empty: { glyph: 'none', says: () => ['–'] },
    fault: {},
    'not-live': {},
    beyond: {
      panel: { type: 'matrix', metrics: ['demo.congestion', 'demo.flooding', 'demo.calls'] },
      glyph: 'alarm',
      says: ({ t }) => [t('alarms.critical')],
    },
    'too-long': { glyph: 'none', panel: { type: 'matrix', metrics: ['demo.longest', 'demo.population', 'demo.closed'] } },
    'first-seconds': { says: () => ['–'] },
    pseudo: { glyph: 'none' },
  },
  more: {
    zones: {
      names: { zh: '片区', en: 'Zones' },
      glyph: 'none',
      panel: {
        type: 'matrix',
        level: 'zone',
        title: { zh: '片区一览', en: 'Zones at a glance' },
        metrics: ['demo.calls', 'demo.closed', 'demo.load'],
      },
    },
    mixed: {
      names: { zh: '各种时效并列', en: 'Every freshness at once' },
      glyph: 'none',
      told: {
        of: {
          'demo.closed': { age: 2 },
          'demo.congestion': { age: 9 },
          'demo.load': { age: 'never' },
          'demo.flooding': { missing: 4 },
        },
      },
    },
    low: { names: { zh: '位置不够，余数计数', en: 'Too low: the rest is counted' }, glyph: 'none', height: 240 },
  },
}
