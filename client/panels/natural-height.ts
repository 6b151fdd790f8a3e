import type { Language } from '#contract/names.ts'
import type { Panel } from '#contract/scene.ts'
import type { CityView } from '../state/city-view.ts'
import type { DisplayProfile } from '../state/display-profile.ts'
import { incidentPartHeight } from './incident/part-height.ts'
import { incidentRowHeight } from './incidents/model.ts'
import { comparedMembers, panelArea } from './members.ts'
import { headHeight } from './panel-head.tsx'
import { matrixRowHeight, rowHeight, tileGrid } from './rows.ts'

export interface NaturalInput {
  readonly area: string
  readonly width: number
  readonly city: CityView
  readonly profile: DisplayProfile
  readonly language: Language
}

/** Rows a list shows before it counts the rest, in a layout that scrolls. */
const LIST_ROWS = 12
/** Lines of a matrix on a phone: more is a walk for a thumb, and a zone away. */
const PHONE_ROWS = 20

/** Incidents a list shows before it counts the rest, in a layout that scrolls. */
const LIST_INCIDENTS = 3

/** How high a panel wants to be where the page scrolls and the row is as high as its panel, in CSS pixels. */
export function naturalHeight(panel: Panel, { area, width, city, profile, language }: NaturalInput): number {
  const { text } = profile
  const head = headHeight(text.heading)
  const row = rowHeight(profile)
  switch (panel.type) {
    case 'figure':
      return (
        head +
        text.hero * 1.2 +
        text.small * 3.4 +
        (panel.with ? Math.ceil(panel.with.length / 2) * (text.figure + text.small * 2.2) : 0)
      )
    case 'figures': {
      if (panel.emphasis === 'tiles') {
        const { rows, tile } = tileGrid(panel.items.length, width, profile, language)
        return head + rows * tile
      }
      const lead = panel.emphasis === 'lead' ? text.lead * 1.25 + text.name * 1.6 : 0
      return head + lead + (panel.items.length - (lead > 0 ? 1 : 0)) * row
    }
    case 'table':
      return head + text.small * 2 + panel.items.length * row
    case 'weather': {
      const { rows, tile } = tileGrid(panel.items.length, width, profile, language)
      return head + rows * tile
    }
    case 'trend':
      return head + Math.max(140, Math.min(260, width * 0.36))
    case 'ranking': {
      const metric = city.metric(panel.metric)
      const members = metric ? comparedMembers(metric, panelArea(panel, area, city), city, panel.level).length : 0
      return head + Math.min(panel.limit ?? members, LIST_ROWS + 3) * text.table * 1.5 + text.small * 5
    }
    case 'distribution':
      return head + Math.max(120, width * 0.28)
    case 'share':
      return head + text.table * 2 + row * Math.min(6, panel.metrics?.length ?? 6)
    case 'matrix': {
      const members = Math.max(0, ...panel.metrics.map((id) => countMembers(id, panelArea(panel, area, city), panel.level, city)))
      const shown = Math.min(members, profile.displayClass === 'mobile' ? PHONE_ROWS : members)
      return head + text.small * 3.2 + shown * matrixRowHeight(profile) + (shown < members ? text.small * 1.6 : 0)
    }
    case 'map':
      // On a phone the words stand below the city, which takes the whole width.
      return Math.min(profile.height * 0.68, width * (width < 500 ? 1.42 : 0.82))
    case 'alarms':
      return head + row * 1.25 * 5 + text.small * 2
    case 'links':
      return head + row * Math.min(LIST_ROWS, city.catalogue.city.departments.length)
    case 'incidents':
      return head + incidentRowHeight(profile, width) * LIST_INCIDENTS + text.small * 1.6
    case 'incident':
      return head + incidentPartHeight(panel.part, profile)
    case 'clock':
      return head + text.clock * 1.2 + text.name * 2
  }
}

function countMembers(id: string, area: string, level: string | undefined, city: CityView): number {
  const metric = city.metric(id)
  return metric ? comparedMembers(metric, area, city, level).length : 0
}
