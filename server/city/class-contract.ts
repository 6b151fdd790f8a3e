import type { City, Wall } from '#contract/city.ts'
import { DISPLAY_CLASSES, DISPLAY_CONTRACTS, type DisplayClass } from '#contract/display-class.ts'
import { chooseLayout, type Layout, type Panel, type Scene } from '#contract/scene.ts'
import type { Finding } from './finding.ts'
import { gridCells } from './scene-grid.ts'

/** A screen a scene is tried on: its pixels and the smallest text its people can read. */
interface TrialScreen {
  readonly name: string
  readonly display: DisplayClass
  readonly width: number
  readonly height: number
  readonly textPx: number
}

/** Share of the screen's height that header and margins take, by class; the grid has the rest. */
const GRID_SHARE: Record<DisplayClass, number> = { wall: 0.86, office: 0.86, desk: 0.9, mobile: 1 }

/** Characters of the narrowest column a figure, its name and its unit need: below it names are cut. */
const LEAST_EMS = 9

/** Han characters fill 0.92 of their em; 15 arc-minutes is the smallest that is read without effort. */
const HAN_SHARE_OF_EM = 0.92
const SMALLEST_ARC_MINUTES = 15

/** Most rows a phone lists before people give up scrolling. */
const MOST_MOBILE_ROWS = 20
/** Most columns of panels on a screen as narrow as a phone held upright. */
const MOST_MOBILE_COLUMNS = 2
const PHONE_WIDTH = 390

/** Smallest text in px that the furthest person reads on a wall: 15 arc-minutes of a Han character. */
export function smallestTextPx(wall: Wall): number {
  const pitchMetres = wall.widthMetres / wall.width
  const sizeMetres = wall.distanceMetres * Math.tan((SMALLEST_ARC_MINUTES / 60) * (Math.PI / 180))
  return Math.max(DISPLAY_CONTRACTS.wall.minTextPx, Math.ceil(sizeMetres / pitchMetres / HAN_SHARE_OF_EM))
}

/** The promises of the display classes that a scene breaks, tried on a screen of every class and on the city's walls. */
export function checkClassContracts(file: string, scene: Scene, city: City): Finding[] {
  const trials: TrialScreen[] = [
    ...city.walls.map((wall) => ({
      name: `wall ${wall.id} (${wall.width}×${wall.height} from ${wall.distanceMetres} m)`,
      display: 'wall' as const,
      width: wall.width,
      height: wall.height,
      textPx: smallestTextPx(wall),
    })),
    { name: 'office 1920×1080', display: 'office', width: 1920, height: 1080, textPx: DISPLAY_CONTRACTS.office.minTextPx },
    { name: 'desk 1920×1080', display: 'desk', width: 1920, height: 1080, textPx: DISPLAY_CONTRACTS.desk.minTextPx },
    { name: 'phone 390×844', display: 'mobile', width: PHONE_WIDTH, height: 844, textPx: DISPLAY_CONTRACTS.mobile.minTextPx },
  ]
  return [...checkInput(file, scene), ...trials.flatMap((trial) => checkOn(file, scene, trial))]
}

/** How a scene is composed on a screen: on a calm day, and in the gravest emergency where that is another composition. */
function compositionsOn({ layouts }: Scene, { display, width, height }: TrialScreen): readonly Layout[] {
  return [...new Set([undefined, 'I' as const].map((answered) => chooseLayout(layouts[display], width, height, answered)))]
}

/** A class without input cannot scroll, so its layouts have no rows that grow with their content. */
function checkInput(file: string, scene: Scene): Finding[] {
  return DISPLAY_CLASSES.filter((display) => !DISPLAY_CONTRACTS[display].hasInput).flatMap((display) =>
    scene.layouts[display].flatMap((layout, index) =>
      layout.rows.includes(0)
        ? [
            {
              file,
              place: `layouts.${display}.${index}.rows`,
              sentence: `a ${display} cannot scroll: give every row a share above 0.`,
            },
          ]
        : [],
    ),
  )
}

function checkOn(file: string, scene: Scene, trial: TrialScreen): Finding[] {
  return compositionsOn(scene, trial).flatMap((layout) => checkComposition(file, scene, layout, trial))
}

function checkComposition(
  file: string,
  scene: Scene,
  layout: Layout,
  { name, display, width, height, textPx }: TrialScreen,
): Finding[] {
  const place = `layouts.${display}.${scene.layouts[display].indexOf(layout)}`
  const findings: Finding[] = []
  if (display === 'mobile' && layout.columns.length > MOST_MOBILE_COLUMNS)
    findings.push({
      file,
      place: `${place}.columns`,
      sentence: `${layout.columns.length} columns do not fit a phone; use at most ${MOST_MOBILE_COLUMNS}, and more under minWidth.`,
    })
  const allColumns = sum(layout.columns)
  const allRows = sum(layout.rows)
  for (const { panel: id, column, columnEnd, row, rowEnd } of gridCells(layout)) {
    const panel = scene.panels[id]
    if (!panel) continue
    const say = (sentence: string) => findings.push({ file, place: `${place}, panel ${id}`, sentence: `on ${name}: ${sentence}` })
    const cellWidth = (width * sum(layout.columns.slice(column, columnEnd))) / allColumns
    if (cellWidth < LEAST_EMS * textPx)
      say(`${Math.round(cellWidth)} px wide holds fewer than ${LEAST_EMS} characters of ${textPx} px; give it more columns.`)
    const rows = rowsOf(panel)
    if (display === 'mobile' && rows > MOST_MOBILE_ROWS)
      say(`lists ${rows} rows; a phone takes ${MOST_MOBILE_ROWS}: lower its limit or leave it out of mobile.`)
    const spans = layout.rows.slice(row, rowEnd)
    if (spans.includes(0)) continue
    const cellHeight = (height * GRID_SHARE[display] * sum(spans)) / allRows
    const needed = neededLines(panel) * textPx * LINE_HEIGHT
    if (needed > cellHeight)
      say(
        `needs about ${Math.ceil(needed)} px for legible text of ${textPx} px but has ${Math.floor(cellHeight)}; give it more rows or fewer entries.`,
      )
  }
  return findings
}

/** Height of a line of the smallest text, as a share of that text. */
const LINE_HEIGHT = 1.3

/** Heading and trust strip around every panel, in lines. */
const FRAME_LINES = 2

/** Entries that keep their own line however small the screen; a ranking drops rows by itself. */
function neededLines(panel: Panel): number {
  switch (panel.type) {
    case 'figures':
      return FRAME_LINES + (panel.emphasis === 'tiles' ? Math.ceil(panel.items.length / TILES_PER_ROW) * 2 : panel.items.length)
    case 'table':
      return FRAME_LINES + 1 + panel.items.length
    case 'figure':
      return FRAME_LINES + 2 + Math.ceil((panel.with?.length ?? 0) / 2)
    case 'weather':
      return 2
    case 'clock':
    case 'incidents':
      return 1
    case 'ranking':
    case 'matrix':
    case 'alarms':
    case 'links':
    case 'share':
    case 'incident':
      return FRAME_LINES + 2
    case 'trend':
    case 'distribution':
      return FRAME_LINES + 3
    case 'map':
      return 10
  }
}

const TILES_PER_ROW = 4

/** Rows a panel lists one under the other. */
function rowsOf(panel: Panel): number {
  switch (panel.type) {
    case 'ranking':
      return panel.limit ?? 0
    case 'figures':
    case 'table':
      return panel.items.length
    default:
      return 0
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
