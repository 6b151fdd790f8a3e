import type { PanelStates } from '../panel-states.ts'

const ITEMS = [
  { metric: 'demo.calls' },
  { metric: 'demo.closed' },
  { metric: 'demo.load' },
  { metric: 'demo.congestion' },
  { metric: 'demo.beds' },
]

/** One of each freshness, side by side: they must be told apart without colour. */
const MIXED = {
  of: {
    'demo.closed': { age: 2 },
    'demo.load': { age: 9 },
    'demo.congestion': { missing: 2 },
    'demo.beds': { age: 'never' as const },
  },
}

/** Everything rows of figures can look like. */
export const figuresStates: PanelStates<'figures'> = {
  panel: { type: 'figures', title: { zh: '城市运行', en: 'The city' }, items: ITEMS },
  conditions: {
    live: {},
    late: {},
    silent: {},
    partial: {},
    empty: {},
    fault: {},
    'not-live': {},
    beyond: {
      panel: { type: 'figures', title: { zh: '交通', en: 'Traffic' }, items: [{ metric: 'demo.congestion' }] },
      glyph: 'alarm',
      says: ({ t }) => [t('alarms.critical')],
    },
    'too-long': { panel: { type: 'figures', items: [{ metric: 'demo.longest' }, { metric: 'demo.population' }, ...ITEMS] } },
    'first-seconds': { says: () => ['–'] },
    pseudo: {},
  },
  more: {
    mixed: { names: { zh: '各种时效并列', en: 'Every freshness at once' }, told: MIXED, glyph: 'silent' },
    lead: {
      names: { zh: '首项放大', en: 'The first one large' },
      panel: { type: 'figures', title: { zh: '城市运行', en: 'The city' }, emphasis: 'lead', items: ITEMS },
    },
    'lead-silent': {
      names: { zh: '首项静默', en: 'The large one silent' },
      panel: { type: 'figures', title: { zh: '城市运行', en: 'The city' }, emphasis: 'lead', items: ITEMS },
      told: { age: 8 },
      glyph: 'silent',
    },
    tiles: {
      names: { zh: '成格', en: 'Tiles' },
      panel: { type: 'figures', title: { zh: '城市运行', en: 'The city' }, emphasis: 'tiles', items: ITEMS },
      told: MIXED,
      glyph: 'silent',
    },
    low: {
      names: { zh: '位置不够，余数计数', en: 'Too low: the rest is counted' },
      height: 96,
      glyph: 'none',
      says: ({ t }) => [t('rows.more', { n: '·' }).split('·')[0]?.trim() ?? ''],
    },
  },
}
