import type { Metric } from '#contract/metric.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { useFormat, usePlace, usePoint, useProfile, useT } from '../../state/hooks.ts'
import { FigureValue } from '../figure-value.tsx'
import { figureState } from '../trust.ts'
import type { RankedArea } from './model.ts'

/** Edges every row of a ranking shares, CSS pixels. */
export interface RowLook {
  readonly metric: Metric
  readonly mark: 'bar' | 'dot'
  /** Where the whole stands on the axis, 0 to 1. */
  readonly whole: number | undefined
  readonly rank: number
  readonly name: number
  readonly figure: number
}

/** One area of a ranking. Pressed where there is input it opens the area; pointed at it lights up on the map beside it. */
export function RankingRow({
  area,
  name,
  look,
  height,
  hasMark,
}: {
  area: RankedArea
  name: string
  look: RowLook
  height: number
  hasMark: boolean
}) {
  const { contract } = useProfile()
  const { area: here, hovered, selected, hover, open } = usePlace()
  const t = useT()
  const format = useFormat()
  const isLit = hovered === area.code || selected === area.code || here === area.code
  const state = figureState(area.point)
  const canOpen = contract.hasInput && here !== area.code
  const label = (
    <>
      <span className="ranking-rank fig t-inline dim" style={{ width: look.rank }}>
        {area.rank}
      </span>
      <span className="t-name one-line" style={{ width: look.name }} title={name}>
        {name}
      </span>
    </>
  )
  return (
    <li
      className={`ranking-row is-${state}${isLit ? ' is-lit' : ''}`}
      style={{ height }}
      onPointerEnter={contract.hasHover ? () => hover(area.code) : undefined}
      onPointerLeave={contract.hasHover ? () => hover(undefined) : undefined}
    >
      {canOpen ? (
        <button type="button" className="ranking-name" onClick={() => open(area.code)} aria-label={t('nav.drill', { area: name })}>
          {label}
        </button>
      ) : (
        <span className="ranking-name">{label}</span>
      )}
      {hasMark && <Mark share={area.share} whole={look.whole} kind={look.mark} />}
      <span className="ranking-figure" style={{ minWidth: look.figure }}>
        <FigureValue point={area.point} text={format.figure(area.point.value, look.metric)} size="table" says="state" />
      </span>
    </li>
  )
}

/** The mark of a row: a bar from zero, or a dot on the printed range, with the whole as a line. */
function Mark({ share, whole, kind }: { share: number; whole: number | undefined; kind: 'bar' | 'dot' }) {
  const at = `${Math.min(1, Math.max(0, share)) * 100}%`
  return (
    <span className={`ranking-mark ranking-${kind}`} aria-hidden="true">
      {kind === 'bar' ? <i className="bar" style={{ width: at }} /> : <i className="dot" style={{ left: at }} />}
      {whole !== undefined && <i className="whole" style={{ left: `${whole * 100}%` }} />}
    </span>
  )
}

/** The whole at the end of the list, under a jade line. */
export function WholeRow({ series, name, look, height }: { series: ResolvedSeries; name: string; look: RowLook; height: number }) {
  const point = usePoint(series)
  const format = useFormat()
  return (
    <li className="ranking-row ranking-whole" style={{ height }}>
      <span className="ranking-name">
        <span style={{ width: look.rank }} />
        <span className="t-name">{name}</span>
      </span>
      <span className="ranking-figure" style={{ minWidth: look.figure }}>
        <FigureValue point={point} text={format.figure(point.value, look.metric)} size="table" />
      </span>
    </li>
  )
}
