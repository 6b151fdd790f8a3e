import { DISPLAY_CLASSES } from '#contract/display-class.ts'
import type { Layout, Scene } from '#contract/scene.ts'
import type { Finding } from './finding.ts'

/** Where a panel lies in a layout's grid, in columns and rows from 0; `columnEnd` and `rowEnd` are exclusive. */
export interface Cell {
  readonly panel: string
  readonly column: number
  readonly columnEnd: number
  readonly row: number
  readonly rowEnd: number
}

/** The names in a layout's grid, row by row. */
export function gridNames(layout: Layout): string[][] {
  return layout.areas.map((row) => row.trim().split(/\s+/))
}

/** The smallest rectangle around each panel of a layout. */
export function gridCells(layout: Layout): Cell[] {
  const cells = new Map<string, Cell>()
  for (const [row, names] of gridNames(layout).entries())
    for (const [column, panel] of names.entries()) {
      if (panel === '.') continue
      const cell = cells.get(panel) ?? { panel, column, columnEnd: column + 1, row, rowEnd: row + 1 }
      cells.set(panel, {
        panel,
        column: Math.min(cell.column, column),
        columnEnd: Math.max(cell.columnEnd, column + 1),
        row: Math.min(cell.row, row),
        rowEnd: row + 1,
      })
    }
  return [...cells.values()]
}

/** What is wrong with the grids of a scene: lengths that do not fit, unknown panels, panels that are not rectangles. */
export function checkGrid(file: string, scene: Scene): Finding[] {
  return DISPLAY_CLASSES.flatMap((display) =>
    scene.layouts[display].flatMap((layout, index) => {
      const place = `layouts.${display}.${index}`
      const say = (field: string, sentence: string): Finding => ({ file, place: `${place}${field}`, sentence })
      const names = gridNames(layout)
      const findings: Finding[] = []
      if (names.length !== layout.rows.length)
        findings.push(say('.areas', `has ${names.length} rows, but rows names ${layout.rows.length} heights; make them equal.`))
      for (const [row, line] of names.entries())
        if (line.length !== layout.columns.length)
          findings.push(
            say(`.areas.${row}`, `has ${line.length} cells, but there are ${layout.columns.length} columns; make them equal.`),
          )
      for (const { panel, column, columnEnd, row, rowEnd } of gridCells(layout)) {
        if (!(panel in scene.panels)) {
          findings.push(say(`, panel ${panel}`, `is not among panels (${Object.keys(scene.panels).join(', ')}); correct the name.`))
          continue
        }
        const isWhole = names.slice(row, rowEnd).every((line) => line.slice(column, columnEnd).every((name) => name === panel))
        if (!isWhole) findings.push(say(`, panel ${panel}`, 'does not fill a rectangle of the grid; give it one.'))
      }
      return findings
    }),
  )
}
