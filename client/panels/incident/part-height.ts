import type { IncidentPart } from '#contract/scene.ts'
import type { DisplayProfile, TypeScale } from '../../state/display-profile.ts'
import { TIMELINE_ROWS } from './timeline-rows.ts'

/** Height of one order: its name over whom it is for. CSS pixels. */
export function orderRowHeight({ name, small, table }: TypeScale): number {
  return Math.ceil(Math.max(name * 1.4 + small * 1.5, table * 1.9) + small * 0.3)
}

/** Height of one line that names something and gives its clock. */
export function clockRowHeight({ name, table }: TypeScale): number {
  return Math.ceil(Math.max(name * 1.75, table * 1.25))
}

/** Orders that are listed where a page scrolls, before the others are counted. */
const LISTED_ORDERS = 8
const LISTED_LINES = 5

/** How high a part wants to be below its head where the page scrolls, CSS pixels. */
export function incidentPartHeight(part: IncidentPart, { text }: DisplayProfile): number {
  switch (part) {
    case 'decision':
      return text.title * 2.8 + text.lead * 1.2 + text.name * 7
    case 'orders':
      return orderRowHeight(text) * LISTED_ORDERS + text.small * 1.6
    case 'timeline':
      return text.name * 2 * (TIMELINE_ROWS.length + 1) + text.axis * 2
    case 'casualties':
      return casualtyTiles(Number.MAX_SAFE_INTEGER, text).tile * 2 + text.small * 2
    case 'deadlines':
    case 'command':
      return clockRowHeight(text) * LISTED_LINES + text.small * 2
  }
}

/** Six figures in columns that hold a name of three letters and a figure of five digits; and the height of one. */
export function casualtyTiles(width: number, text: TypeScale): { readonly columns: number; readonly tile: number } {
  const most = Math.max(1, Math.floor(width / Math.max(text.figure * 3.7, text.name * 5)))
  const columns = most >= 6 ? 6 : Math.min(most, 3)
  return { columns, tile: Math.ceil(text.name * 1.4 + text.figure * 1.15 + text.small * 1.9) }
}
