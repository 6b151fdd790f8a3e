import type { ReactNode } from 'react'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { textWidth } from '../design/text-width.ts'
import { useProfile } from '../state/hooks.ts'
import { TrustStrip } from './trust-strip.tsx'

export interface PanelHeadProps {
  readonly title: string
  /** After the name, softer: what is counted, over what, in which unit. */
  readonly note?: string | undefined
  /** A figure beside the name. */
  readonly figure?: ReactNode
  /** CSS pixels taken by `figure`. */
  readonly figureWidth?: number
  /** Series whose trust strip stands at the right. */
  readonly trust?: ResolvedSeries | undefined
  /** What stands at the right instead of a trust strip. */
  readonly end?: ReactNode
  readonly width: number
  /** Pressed where there is input: opens a scene. */
  readonly onPress?: (() => void) | undefined
}

/** `name · note ……… trust strip` on one line, the head of nearly every panel. */
export function PanelHead({ title, note, figure, figureWidth = 0, trust, end, width, onPress }: PanelHeadProps) {
  const { text, contract } = useProfile()
  const titleWidth = textWidth(title, text.heading, 'text')
  const noteWidth = note ? textWidth(note, text.small, 'text') + text.small : 0
  // A name too long for one line is set smaller, in two: the head keeps its height, so nothing below it moves.
  const isLong = titleWidth > width - figureWidth - text.small * (trust || end ? 6 : 1)
  const left = width - titleWidth - figureWidth - text.small
  const isNoteShown = !isLong && noteWidth > 0 && left - noteWidth >= (trust ? text.small * 6 : 0)
  const room = isLong ? text.small * 6 : left - (isNoteShown ? noteWidth : 0)
  return (
    <div className="panel-head">
      <h2 className={`t-heading panel-title ${isLong ? 'is-long two-lines' : 'one-line'}`} title={title}>
        {onPress && contract.hasInput ? (
          <button type="button" className="panel-open" onClick={onPress}>
            {title}
          </button>
        ) : (
          title
        )}
      </h2>
      {figure}
      {isNoteShown && <span className="t-small dim panel-note">{note}</span>}
      <span className="panel-head-end">
        {end}
        {trust && <TrustStrip series={trust} width={Math.max(0, room)} align="end" />}
      </span>
    </div>
  )
}

/** Height of the head in CSS pixels for a one-line title; a figure beside the name does not change it. */
export function headHeight(heading: number): number {
  return Math.ceil(heading * 1.8)
}
