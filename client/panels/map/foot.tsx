import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { textWidth } from '../../design/text-width.ts'
import type { FigureText } from '../../i18n/format.ts'
import { useCity, useNames, useProfile, useT } from '../../state/hooks.ts'
import { keyOf } from '../../state/points.ts'
import type { ClassColours } from '../../viz/theme.ts'
import type { BoundFigure } from '../bound-figure.ts'
import { Change } from '../change.tsx'
import { FigureValue } from '../figure-value.tsx'
import { TrustStrip } from '../trust-strip.tsx'
import type { Legend, MapModel } from './model.ts'
import type { MapPlan } from './plan.ts'

export interface MapFootProps {
  readonly plan: MapPlan
  readonly title: string
  readonly model: MapModel
  readonly classes: ClassColours
  readonly hero: { readonly bound: BoundFigure; readonly point: Point; readonly text: FigureText } | undefined
  /** Series of the theme over the whole city. */
  readonly theme: ResolvedSeries | undefined
  readonly withoutWebgl: boolean
}

/** The words set on the plate: the hero in the estuary, the legend with its printed limits, and whose lines these are. */
export function MapFoot({ plan, title, model, classes, hero, theme, withoutWebgl }: MapFootProps) {
  const name = useNames()
  const t = useT()
  const { map } = useCity().catalogue.city
  const isSchematic = map.boundaries?.schematic === true
  const attribution = isSchematic ? t('map.schematic') : map.attribution ? name(map.attribution) : undefined
  const notices = [
    ...(withoutWebgl ? [t('map.without-webgl')] : []),
    ...(attribution === undefined ? [] : [attribution]),
    map.approvalNumber ? t('map.approval', { number: map.approvalNumber }) : t('map.approval.none'),
  ]
  const isSameSeries = hero && theme && plan.hero && keyOf(hero.bound.series) === keyOf(theme)
  return (
    <div className={`map-foot${plan.isWide ? '' : ' is-narrow'}`}>
      {hero && plan.hero ? (
        <div className="map-hero" data-keep-clear>
          <span className="map-hero-name t-heading strong">{name(hero.bound.name)}</span>
          <span className="map-hero-figure">
            <FigureValue point={hero.point} text={hero.text} size={plan.hero} />
            <span className="unit t-name">{hero.text.unit}</span>
          </span>
          {plan.hasHeroLines && (
            <>
              <ChangeLine series={hero.bound.series} />
              <TrustStrip series={hero.bound.series} />
            </>
          )}
        </div>
      ) : plan.isWide ? (
        <span />
      ) : null}
      <div className="map-legend t-small" style={{ minWidth: plan.legendWidth }} data-keep-clear>
        {model.legend && <Ramp legend={model.legend} title={title} classes={classes} width={plan.legendWidth} />}
        {model.isEmpty && (
          <p className="strong">
            {title} · {t('map.none')}
          </p>
        )}
        {model.overlays.map((words) => (
          <p key={words} className="dim">
            {words}
          </p>
        ))}
        {theme && (!isSameSeries || !plan.hasHeroLines) && <TrustStrip series={theme} width={plan.trustWidth} />}
      </div>
      <p className="map-attribution t-small dim" data-keep-clear>
        {notices.map((notice, index) => (
          <span key={notice}>
            {notice}
            {index === notices.length - 1 ? null : plan.isWide ? <br /> : ' · '}
          </span>
        ))}
      </p>
    </div>
  )
}

function ChangeLine({ series }: { series: ResolvedSeries }) {
  const t = useT()
  return (
    <span className="map-change t-small soft" data-label={t('change.from')}>
      <Change series={series} />
    </span>
  )
}

function Ramp({ legend, title, classes, width }: { legend: Legend; title: string; classes: ClassColours; width: number }) {
  const { text } = useProfile()
  // Limits that would run into each other are thinned out from the highest down.
  const widest = Math.max(0, ...legend.breaks.map((limit) => textWidth(`${limit}0`, text.axis, 'figure')))
  const every = Math.max(1, Math.ceil(widest / (width / legend.steps.length)))
  const words = [title, legend.unit, ...(legend.cutOff === undefined ? [] : [legend.cutOff])].join(' · ')
  return (
    <>
      <p className="map-legend-title dim">{words}</p>
      <div style={{ width }}>
        <div className="map-ramp">
          {legend.steps.map((step) => (
            <span key={step} style={{ background: classes[step] }} />
          ))}
        </div>
        <div className="map-ramp-limits fig dim">
          {legend.breaks.map((limit, index) => (
            <span
              key={limit}
              hidden={(legend.breaks.length - 1 - index) % every !== 0}
              style={{ left: `${((index + 1) / legend.steps.length) * 100}%` }}
            >
              {limit}
            </span>
          ))}
        </div>
      </div>
    </>
  )
}
