import { incidentWords } from '../../i18n/incident-words.ts'
import type { PanelStates, Spelling } from '../panel-states.ts'

const NO_FIGURES = 'It shows what people deal with, and no figure of any department.'
const FIRST = () => ['手袋河下沉隧道积水']
/** The three levels are three things, and overdue is a word. */
const THREE = ({ name }: Spelling) =>
  (['level-field.warning', 'level-field.event', 'level-field.response', 'panel.late'] as const).map((word) =>
    name({ zh: incidentWords.zh[word], en: incidentWords.en[word] }),
  )

/** Everything the situation of the room can look like. */
export const incidentsStates: PanelStates<'incidents'> = {
  panel: { type: 'incidents' },
  conditions: {
    live: { told: { incidents: 1 }, glyph: 'none', says: FIRST },
    late: { cannot: NO_FIGURES },
    silent: { cannot: NO_FIGURES },
    partial: { cannot: NO_FIGURES },
    empty: {
      told: { incidents: 0 },
      glyph: 'live',
      says: ({ name }) => [name({ zh: incidentWords.zh['panel.calm'], en: incidentWords.en['panel.calm'] })],
    },
    fault: {},
    'not-live': { told: { incidents: 1 } },
    beyond: { told: { incidents: 1 }, glyph: 'none', says: THREE },
    'too-long': { told: { incidents: 5 }, height: 340, glyph: 'none', says: FIRST },
    'first-seconds': { told: { incidents: 2 }, says: FIRST },
    pseudo: { told: { incidents: 1 }, glyph: 'none' },
  },
}
