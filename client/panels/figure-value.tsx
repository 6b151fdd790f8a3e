import type { Point } from '#contract/point.ts'
import type { FigureText } from '../i18n/format.ts'
import { isUnheard } from '../state/points.ts'
import { figureState } from './trust.ts'
import { Sourced } from './trust-strip.tsx'

/** Steps of size a figure is set in. */
export type FigureSize = 'hero' | 'lead' | 'figure' | 'table' | 'inline'

/**
 * A figure as its state wants it drawn: live in the strongest text, late softer over a dotted line, silent pale on
 * hatching, nothing as a dash that cannot be read as zero.
 */
export function FigureValue({ point, text, size }: { point: Point; text: FigureText; size: FigureSize }) {
  const state = isUnheard(point) ? 'waiting' : figureState(point)
  return (
    <Sourced series={point} className={`fig figure-value t-${size} is-${state}`}>
      <span key={text.text} className="fig-value">
        {text.text}
      </span>
    </Sourced>
  )
}
