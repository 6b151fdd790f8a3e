import { useId } from 'react'
import type { Point } from '#contract/point.ts'
import type { FigureText } from '../i18n/format.ts'
import type { Translate } from '../i18n/translate.ts'
import { useCity, useT } from '../state/hooks.ts'
import { isUnheard } from '../state/points.ts'
import { useBeyond } from './beyond.tsx'
import { figureState, stateWords } from './trust.ts'
import { Sourced } from './trust-strip.tsx'

/** Steps of size a figure is set in. */
export type FigureSize = 'hero' | 'lead' | 'figure' | 'table' | 'inline'

export interface FigureValueProps {
  readonly point: Point
  readonly text: FigureText
  readonly size: FigureSize
  /**
   * What the figure says to those who cannot see how it is drawn: that it is beyond its limit; with `state`, for a figure
   * without a trust strip beside it, how fresh and how whole it is as well; with `nothing`, what stands beside it says all.
   */
  readonly says?: 'limit' | 'state' | 'nothing'
}

/**
 * A figure as its state wants it drawn: live in the strongest text, late softer over a dotted line, silent pale on
 * hatching, nothing as a dash that cannot be read as zero.
 */
export function FigureValue({ point, text, size, says = 'limit' }: FigureValueProps) {
  const id = useId()
  const metric = useCity().metric(point.metric)
  const t = useT()
  const beyond = useBeyond(point, says === 'nothing' ? undefined : metric)
  const words = joined(says === 'state' ? spokenState(point, t) : undefined, beyond?.words)
  return (
    <>
      <Sourced series={point} className={figureClass(point, size)} describedBy={words === '' ? undefined : id}>
        <span key={text.text} className="fig-value">
          {text.text}
        </span>
      </Sourced>
      {words !== '' && (
        <span id={id} className="visually-hidden">
          {words}
        </span>
      )}
    </>
  )
}

/** The classes a figure is drawn by: its size, and its state. */
export function figureClass(point: Point, size: FigureSize): string {
  return `fig figure-value t-${size} is-${isUnheard(point) ? 'waiting' : figureState(point)}`
}

/** The state of a figure as `stateWords`; nothing is said of one the server has not answered for yet. */
export function spokenState(point: Point, t: Translate): string | undefined {
  return isUnheard(point) ? undefined : stateWords(point, t)
}

/** What is said of a figure, in one line. */
export function joined(...words: readonly (string | undefined)[]): string {
  return words.filter((one) => one !== undefined).join(' · ')
}
