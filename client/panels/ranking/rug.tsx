import type { Point } from '#contract/point.ts'
import { useFormat, useProfile } from '../../state/hooks.ts'
import type { Ranking } from './model.ts'
import type { RowLook } from './row.tsx'

interface RugProps {
  readonly ranking: Ranking
  readonly look: RowLook
  readonly width: number
  readonly height: number
  /** Name and figure of the whole. */
  readonly name: string
  readonly whole: Point
}

/** Every area as a tick on the axis, between the first rows and the last: the range is printed, the whole is a line. */
export function RankingRug({ ranking, look, width, height, name, whole }: RugProps) {
  const { text, stroke } = useProfile()
  const format = useFormat()
  const { decimals } = look.metric
  const axis = Math.round(height * 0.5)
  const x = (share: number) => Math.round(share * (width - stroke))
  const tick = axis * 0.62
  return (
    <svg className="ranking-rug" width={width} height={height} aria-hidden="true">
      <line x1="0" x2={width} y1={axis} y2={axis} stroke="var(--ink-4)" strokeWidth={stroke} />
      {ranking.ranked.map(({ code, share }) => (
        <line
          key={code}
          x1={x(share)}
          x2={x(share)}
          y1={axis - tick}
          y2={axis - stroke * 2}
          stroke="var(--jade-3)"
          strokeWidth={1.6 * stroke}
        />
      ))}
      {ranking.whole !== undefined && (
        <line
          x1={x(ranking.whole)}
          x2={x(ranking.whole)}
          y1={axis - tick - 3 * stroke}
          y2={axis + 2 * stroke}
          stroke="var(--text-1)"
          strokeWidth={1.4 * stroke}
        />
      )}
      <g className="rug-words" fontSize={text.axis}>
        <text x="0" y={height - text.axis * 0.25}>
          {format.number(ranking.range[0], shortDecimals(ranking.range[0], decimals))}
        </text>
        {ranking.whole !== undefined && whole.value !== null && (
          <text
            x={Math.min(width * 0.72, Math.max(width * 0.28, x(ranking.whole)))}
            y={height - text.axis * 0.25}
            textAnchor="middle"
            className="rug-whole"
          >
            {name} {format.number(whole.value, decimals)}
          </text>
        )}
        <text x={width} y={height - text.axis * 0.25} textAnchor="end">
          {format.number(ranking.range[1], shortDecimals(ranking.range[1], decimals))}
        </text>
      </g>
    </svg>
  )
}

/** Ends of an axis are round numbers: they need decimals only where they have them. */
function shortDecimals(value: number, decimals: number): number {
  return Number.isInteger(value) ? 0 : decimals
}
