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
}

export interface SceneGridPlan {
  readonly cells: readonly SceneCell[]
  /** CSS track lists. */
  readonly columns: string
  readonly rows: string
}

/**
 * The grid of a layout in a box `height` CSS pixels high. Without rows of 0 the shares divide the whole height. With them
 * the page scrolls: rows of 0 are as high as their panels, and each other row takes its share of one screen.
 */
export function gridOf(layout: Layout, height: number, rowGap: number): SceneGridPlan {
  const columns = layout.columns.map((share) => `minmax(0, ${share}fr)`).join(' ')
  const isScrolling = layout.rows.includes(0)
  const whole = layout.rows.reduce((sum, share) => sum + share, 0)
  const rows = layout.rows
    .map((share) => {
      if (!isScrolling) return `minmax(0, ${share}fr)`
      return share === 0 ? 'auto' : `${Math.round(screenShare(share, whole) * (height - rowGap))}px`
    })
    .join(' ')
  return { cells: cellsOf(layout), columns, rows }
}

/** A share in a scrolling page: percent of a screen where shares look like percents, else of all shares, never over 85 %. */
function screenShare(share: number, whole: number): number {
  return Math.min(0.85, share > 12 ? share / 100 : share / Math.max(whole, share * 2))
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
  }))
}
