import { memo } from 'react'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { type CellManner, MatrixCell } from './cell.tsx'
import type { Tint } from './model.ts'

/** What every row of a matrix is drawn by. The same object for as long as none of it changes. */
export interface RowManner extends CellManner {
  /** Columns, in their order. */
  readonly metrics: readonly Metric[]
  /** In CSS pixels. */
  readonly height: number
  readonly hasHover: boolean
  hover(area: string | undefined): void
  open(area: string): void
}

interface MatrixRowProps {
  readonly code: string
  readonly name: string
  readonly isLit: boolean
  /** The screen is at this area: there is nothing to open. */
  readonly isHere: boolean
  /** Which of its column each figure is. */
  readonly index: number
  /** Those of all rows, column by column, as `tints`. */
  readonly points: readonly (readonly Point[])[]
  readonly tints: readonly (readonly (Tint | undefined)[])[]
  readonly manner: RowManner
}

/** One area beside the others. It is drawn again only when one of its own figures or tints changed: a patch is mostly about few. */
export const MatrixRow = memo(function MatrixRow({ code, name, isLit, isHere, index, points, tints, manner }: MatrixRowProps) {
  const { metrics, height, hasHover, hover, open, isPressed } = manner
  return (
    <tr
      style={{ height }}
      className={isLit ? 'is-lit' : undefined}
      onPointerEnter={hasHover ? () => hover(code) : undefined}
      onPointerLeave={hasHover ? () => hover(undefined) : undefined}
    >
      <th scope="row" className="t-name">
        {isPressed && !isHere ? (
          <button type="button" onClick={() => open(code)} className="one-line" title={name}>
            {name}
          </button>
        ) : (
          <span className="one-line whole-line" title={name}>
            {name}
          </span>
        )}
      </th>
      {metrics.map((metric, column) => (
        <MatrixCell
          key={metric.id}
          point={points[column]?.[index] as Point}
          metric={metric}
          tint={tints[column]?.[index]}
          manner={manner}
        />
      ))}
    </tr>
  )
}, isSameRow)

function isSameRow(before: MatrixRowProps, now: MatrixRowProps): boolean {
  return (
    before.manner === now.manner &&
    before.code === now.code &&
    before.name === now.name &&
    before.isLit === now.isLit &&
    before.isHere === now.isHere &&
    before.index === now.index &&
    now.points.every((points, column) => points[now.index] === before.points[column]?.[now.index]) &&
    now.tints.every((tints, column) => tints[now.index] === before.tints[column]?.[now.index])
  )
}
