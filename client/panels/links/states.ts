import type { PanelStates } from '../panel-states.ts'

/** Everything the list of feeds can look like. */
export const linksStates: PanelStates<'links'> = {
  panel: { type: 'links' },
  conditions: {
    live: {},
    late: { says: ({ t }) => [t('trust.late', { age: '20' }).split('20')[0]?.trim() ?? ''] },
    silent: { says: ({ t }) => [t('trust.silent', { age: '20' }).split('20')[0]?.trim() ?? ''] },
    partial: { cannot: 'Feeds are counted by department; coverage of areas stands beside each figure.' },
    empty: {},
    fault: {},
    'not-live': {},
    beyond: { cannot: 'A feed has no limits.' },
    'too-long': {},
    'first-seconds': { glyph: 'live' },
    pseudo: {},
  },
  more: {
    mixed: {
      names: { zh: '一处静默，一处延迟', en: 'One silent, one late' },
      told: { of: { 'demo.ammonia': { age: 9 }, 'demo.congestion': { age: 2 }, 'demo.beds': { age: 'never' } } },
      glyph: 'silent',
    },
    low: { names: { zh: '位置不够，余数计数', en: 'Too low: the rest is counted' }, height: 120 },
  },
}
