import { useId } from 'react'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { useCity, useHistory, useNow, useProfile } from '../state/hooks.ts'
import { sparkPath, sparkRequest, withoutRunning } from './sparkline.ts'
import { figureState } from './trust.ts'

/** A small curve of today beside a figure. Grey when the figure is late or silent: it is not the present. */
export function Spark({ metric, point, width, height }: { metric: Metric; point: Point; width: number; height: number }) {
  const city = useCity()
  const { stroke } = useProfile()
  const now = useNow(60_000)
  const wash = useId()
  const request = sparkRequest(metric, point.area, city.calendar, now)
  const { points: all } = useHistory(request)
  const points = withoutRunning(all, metric, now)
  const dot = 2.6 * stroke
  const path = sparkPath(points, { width: width - dot - stroke, height: height - dot, from: request.from, now, step: request.step })
  const state = figureState(point)
  const colour = state === 'live' || state === 'partial' ? 'var(--jade-2)' : 'var(--text-3)'
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 ${-dot} ${width} ${height}`} aria-hidden="true">
      <defs>
        <linearGradient id={wash} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor={colour} stopOpacity="0.42" />
          <stop offset="1" stopColor={colour} stopOpacity="0" />
        </linearGradient>
      </defs>
      <path d={path.wash} fill={`url(#${wash})`} />
      <path d={path.line} fill="none" stroke={colour} strokeWidth={1.6 * stroke} strokeLinejoin="round" />
      {path.end && (
        <circle cx={path.end.x} cy={path.end.y} r={dot} fill="var(--ink-1)" stroke={colour} strokeWidth={1.5 * stroke} />
      )}
    </svg>
  )
}
