import { memo } from 'react'
import type { Metric } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import { AlarmGlyph, Glyph } from '../../design/glyph.tsx'
import type { Format } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { CityView } from '../../state/city-view.ts'
import { isUnheard, keyOf } from '../../state/points.ts'
import { figureClass, joined, spokenState } from '../figure-value.tsx'
import { beyondWords } from '../limit-words.ts'
import { figureState } from '../trust.ts'
import { SourcedMark } from '../trust-strip.tsx'
import type { Tint } from './model.ts'

/** What every cell of a matrix is drawn by. The same object for as long as none of it changes. */
export interface CellManner {
  /** The panel the cells are of. */
  readonly panel: string
  readonly city: CityView
  readonly t: Translate
  readonly format: Format
  readonly isPressed: boolean
}

interface MatrixCellProps {
  readonly point: Point
  readonly metric: Metric
  readonly tint: Tint | undefined
  readonly manner: CellManner
}

/**
 * One figure of a town: its signs stand at the left edge of the cell, so that no figure moves when its state changes. Of
 * hundreds beside each other only those are drawn again that changed, and none asks by itself for what all have in common:
 * with thousands on a page that costs more than drawing them, and so does each element more. What a pressed figure says of
 * itself is therefore not laid out at all.
 */
export const MatrixCell = memo(function MatrixCell({ point, metric, tint, manner }: MatrixCellProps) {
  const { panel, city, t, format, isPressed } = manner
  const beyond = beyondWords(point, metric, city.area(point.area)?.level, manner)
  const state = isUnheard(point) ? 'live' : figureState(point)
  const words = joined(spokenState(point, t), beyond?.words)
  const id = words === '' ? undefined : `${panel}:${keyOf(point)}`
  const figure = (
    <SourcedMark series={point} className={figureClass(point, 'inline')} describedBy={id} isPressed={isPressed}>
      {format.figure(point.value, metric).text}
    </SourcedMark>
  )
  return (
    <td className={tint === undefined || state === 'silent' ? 'hatched' : `tint-${tint}`} title={words === '' ? undefined : words}>
      {id === undefined ? (
        figure
      ) : (
        <span className="matrix-cell">
          <span className="matrix-signs">
            {beyond && <AlarmGlyph critical={beyond.isCritical} />}
            {state !== 'live' && <Glyph kind={state} />}
          </span>
          <span className={beyond ? `matrix-beyond is-${beyond.isCritical ? 'critical' : 'warning'}` : undefined}>
            {figure}
            <span id={id} className={isPressed ? undefined : 'visually-hidden'} hidden={isPressed}>
              {words}
            </span>
          </span>
        </span>
      )}
    </td>
  )
})
