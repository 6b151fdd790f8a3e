import type { Layout } from '#contract/scene.ts'

/** A panel's place, in lines of CSS grid (from 1). */
export interface SceneCell {
  readonly panel: string
  readonly column: number
  readonly columnEnd: number
  readonly row: number
  readonly rowEnd: number
  /** Its row is as high as the panel needs. */
  readonly isNatural: boolean
  /** Nothing follows below it. */
  readonly isLast: boolean
}

export interface SceneGridPlan {
  readonly cells: readonly SceneCell[]
  /** CSS track lists. */
  readonly columns: string
  readonly rows: string
}

/** Rows with a share fill at most this much of a screen where only one or two of them do, so that what follows is seen to follow. */
const FEW_ROWS = 2
const FEW_ROWS_SHARE = 0.8

/**
 * The space between panels is inside their cells, so that a row of one share and a span of twelve both get their due.
 * The grid of a layout in a box `height` CSS pixels high. Without rows of 0 the shares divide the whole height. With them
 * the page scrolls: the rows with shares fill one screen together, rows of 0 are as high as their panels.
 */
export function gridOf(layout: Layout, height: number): SceneGridPlan {
  const columns = layout.columns.map((share) => `minmax(0, ${share}fr)`).join(' ')
  const isScrolling = layout.rows.includes(0)
  const shared = layout.rows.filter((share) => share > 0)
  const whole = shared.reduce((sum, share) => sum + share, 0)
  const room = shared.length <= FEW_ROWS ? height * FEW_ROWS_SHARE : height
  const rows = layout.rows
    .map((share) => {
      if (!isScrolling) return `minmax(0, ${share}fr)`
      return share === 0 ? 'auto' : `${((share / whole) * room).toFixed(2)}px`
    })
    .join(' ')
  return { cells: cellsOf(layout), columns, rows }
}

function cellsOf({ areas, rows }: Layout): readonly SceneCell[] {
  const grid = areas.map((line) => line.trim().split(/\s+/))
  const found = new Map<string, { column: number; columnEnd: number; row: number; rowEnd: number }>()
  for (const [row, names] of grid.entries()) {
    for (const [column, panel] of names.entries()) {
      if (panel === '.') continue
      const held = found.get(panel)
      if (!held) found.set(panel, { column: column + 1, columnEnd: column + 2, row: row + 1, rowEnd: row + 2 })
      else {
        held.columnEnd = Math.max(held.columnEnd, column + 2)
        held.rowEnd = Math.max(held.rowEnd, row + 2)
      }
    }
  }
  return [...found].map(([panel, cell]) => ({
    panel,
    ...cell,
    isNatural: rows.slice(cell.row - 1, cell.rowEnd - 1).includes(0),
    isLast: cell.rowEnd > rows.length,
  }))
}

/**
 * Panels that stand below one which is as high as it needs and is not `settled` yet: shown now, they would be pushed about under
 * a thumb. None in a layout that divides the screen. Pure.
 */
export function waitingCells(cells: readonly SceneCell[], settled: ReadonlySet<string>): ReadonlySet<string> {
  const unsettled = cells.filter(({ panel, isNatural }) => isNatural && !settled.has(panel))
  const first = Math.min(...unsettled.map(({ rowEnd }) => rowEnd))
  return new Set(cells.filter(({ row }) => row >= first).map(({ panel }) => panel))
}
