import type { PanelOf } from '#contract/scene.ts'
import { incidentWords } from '../../i18n/incident-words.ts'
import type { PanelStates, Spelling } from '../panel-states.ts'

const NO_FIGURES = 'It shows what people deal with, and no figure of any department.'
const FIRST = () => ['封闭隧道并诱导车流']
const NOTHING = ({ name }: Spelling) => [name({ zh: incidentWords.zh['room.none'], en: incidentWords.en['room.none'] })]
const word =
  (key: keyof typeof incidentWords.zh) =>
  ({ name }: Spelling) => [name({ zh: incidentWords.zh[key], en: incidentWords.en[key] })]

const part = (name: PanelOf<'incident'>['part']): PanelOf<'incident'> => ({ type: 'incident', part: name })

/** Everything that a part of an incident can look like before a room. */
export const incidentStates: PanelStates<'incident'> = {
  panel: part('orders'),
  conditions: {
    live: { told: { incidents: 1 }, glyph: 'none', says: FIRST },
    late: { cannot: NO_FIGURES },
    silent: { cannot: NO_FIGURES },
    partial: { cannot: NO_FIGURES },
    empty: { told: { incidents: 0 }, glyph: 'none', says: NOTHING },
    fault: { told: { incidents: 1 } },
    'not-live': { told: { incidents: 1 } },
    beyond: { told: { incidents: 1 }, glyph: 'none', says: word('panel.late') },
    'too-long': { told: { incidents: 1 }, height: 150, glyph: 'none', says: FIRST },
    'first-seconds': { told: { incidents: 1 }, says: FIRST },
    pseudo: { told: { incidents: 1 }, glyph: 'none' },
  },
  more: {
    decision: {
      names: { zh: '待决策', en: 'A decision' },
      ...{ panel: part('decision'), told: { incidents: 1 }, glyph: 'none', says: word('room.decision.recommended') },
    },
    deadlines: {
      names: { zh: '报告时限', en: 'Reports due' },
      ...{ panel: part('deadlines'), told: { incidents: 1 }, glyph: 'none', says: word('room.deadlines.left') },
    },
    command: {
      names: { zh: '指挥链', en: 'In command' },
      ...{ panel: part('command'), told: { incidents: 1 }, glyph: 'none', says: word('command.commander') },
    },
    casualties: {
      names: { zh: '伤亡', en: 'Casualties' },
      ...{ panel: part('casualties'), told: { incidents: 1 }, glyph: 'live', says: word('figure.trapped') },
    },
    timeline: {
      names: { zh: '时间线', en: 'Timeline' },
      ...{ panel: part('timeline'), told: { incidents: 1 }, glyph: 'none', says: word('room.row.response') },
    },
  },
}
