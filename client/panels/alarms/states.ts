import type { PanelStates, Spelling } from '../panel-states.ts'

/** Nothing beyond its limit: zero is below those from above, and the one from below is met. */
const CALM = { zero: true, of: { 'demo.closed': { age: 'never' as const } } }

/** What is silent or was never heard of is neither well nor ill: it is counted, and not judged. */
const UNJUDGED = ({ t }: Spelling) => [t('alarms.unjudged', { n: '·' }).split('·')[1]?.trim() ?? '']

/** Everything the strip of alarms can look like. */
export const alarmsStates: PanelStates<'alarms'> = {
  panel: { type: 'alarms' },
  conditions: {
    live: { told: CALM },
    late: { told: { age: 2, beyond: 'warning' }, glyph: 'alarm', says: ({ t }) => [t('alarms.watch')] },
    silent: { glyph: 'silent', says: UNJUDGED },
    partial: { told: { missing: 3, beyond: 'warning' }, glyph: 'alarm', says: ({ t }) => [t('alarms.watch')] },
    empty: { glyph: 'silent', says: UNJUDGED },
    fault: {},
    'not-live': { told: CALM },
    beyond: { glyph: 'alarm', says: ({ t }) => [t('alarms.critical')] },
    'too-long': { told: { beyond: 'critical' }, area: 'tz-10', glyph: 'alarm' },
    'first-seconds': { told: CALM },
    pseudo: { told: { beyond: 'critical' }, glyph: 'alarm' },
  },
  more: {
    taken: {
      names: { zh: '已有人签收', en: 'Taken on' },
      told: { ...CALM, answered: 'acknowledged', of: { ...CALM.of, 'demo.congestion': { zero: false, beyond: 'critical' } } },
      glyph: 'alarm',
      says: ({ t }) => [t('alarms.taken'), t('alarms.critical')],
    },
    shelved: {
      names: { zh: '已搁置', en: 'Put aside' },
      told: { ...CALM, answered: 'shelved', of: { ...CALM.of, 'demo.congestion': { zero: false, beyond: 'warning' } } },
      glyph: 'alarm',
      says: ({ t }) => [t('alarms.watch')],
    },
    one: {
      names: { zh: '只有一项', en: 'One alone' },
      told: { ...CALM, of: { ...CALM.of, 'demo.congestion': { zero: false, beyond: 'warning' } } },
      glyph: 'alarm',
      says: ({ t }) => [t('alarms.watch')],
    },
  },
}
