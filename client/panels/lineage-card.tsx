import { type ReactNode, useEffect, useRef, useState } from 'react'
import { promiseMs } from '#contract/metric.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import type { LineageWord } from '../i18n/lineage-words.ts'
import { useCity, useFormat, useNames, useNow, usePoint, useT } from '../state/hooks.ts'
import { useBeyond } from './beyond.tsx'
import { FigureValue } from './figure-value.tsx'
import { limitWords } from './limit-words.ts'
import { useTrust } from './trust-strip.tsx'
import { useLineageWords } from './use-lineage-words.ts'

/** A figure whose lineage is asked for. */
export interface Opened {
  readonly series: ResolvedSeries
  readonly at: DOMRect
  /** Pressed, so that it stays until it is closed. */
  readonly isPinned: boolean
}

export interface LineageCardProps {
  readonly opened: Opened
  readonly children: ReactNode
  onClose(): void
}

/** Where a figure comes from, beside it: department, area, window, age, limits, coverage, roll-up. */
export function LineageCard({ opened: { series, at }, children, onClose }: LineageCardProps) {
  const city = useCity()
  const t = useT()
  const w = useLineageWords()
  const name = useNames()
  const format = useFormat()
  const point = usePoint(series)
  const trust = useTrust(series)
  const now = useNow(1_000)
  const ref = useRef<HTMLDivElement>(null)
  const [spot, setSpot] = useState<{ left: number; top: number }>({ left: at.left, top: at.bottom + 8 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: placed anew for each figure
  useEffect(() => {
    const box = ref.current?.getBoundingClientRect()
    if (!box) return
    const left = Math.max(12, Math.min(at.left, window.innerWidth - box.width - 12))
    const below = at.bottom + 8
    const top = below + box.height + 12 <= window.innerHeight ? below : Math.max(12, at.top - box.height - 8)
    setSpot({ left, top })
  }, [at, series.metric, series.area])
  const metric = city.metric(series.metric)
  const beyond = useBeyond(point, metric)
  if (!metric) return null
  const limits = limitWords({ level: city.area(series.area)?.level, step: series.step }, metric, { t, format })
  const department = city.department(metric.department)
  const area = city.area(series.area)
  const figure = format.figure(point.value, metric)
  const moment = (time: number) => `${format.date(time)} ${format.seconds(time)}`
  const { numerator, denominator, coverage } = point
  const rows: readonly (readonly [LineageWord, string | undefined])[] = [
    ['metric', metric.id],
    ['department', department && name(department.names)],
    ['area', area && name(area.names)],
    ['window', point.window ? `${moment(point.window[0])} – ${moment(point.window[1])} · ${series.step}` : undefined],
    [
      'observed',
      point.observedAt === null ? t('trust.empty') : `${moment(point.observedAt)} · ${format.span(now - point.observedAt)}`,
    ],
    ['promise', format.step(promiseMs(metric))],
    ['limit', [beyond?.words, limits].filter(Boolean).join(' · ') || undefined],
    ['coverage', coverage.expected > 0 ? `${coverage.reported}/${coverage.expected}` : undefined],
    ['roll-up', `${w(`roll-up.${metric.rollUp.area}`)} / ${w(`roll-up.${metric.rollUp.time}`)}`],
    [
      'parts',
      numerator !== undefined && denominator !== undefined
        ? `${format.number(numerator, decimalsOf(numerator))} / ${format.number(denominator, decimalsOf(denominator))}${metric.parts ? ` · ${name(metric.parts.numerator)} / ${name(metric.parts.denominator)}` : ''}`
        : undefined,
    ],
    ['revision', point.revision > 0 ? format.number(point.revision, 0) : undefined],
    ['note', metric.note && name(metric.note)],
  ]
  return (
    <div
      ref={ref}
      className="lineage"
      role="dialog"
      aria-label={t('trust.open', { name: name(metric.names), summary: trust?.parts.join(' · ') ?? '' })}
      style={spot}
    >
      <h3>
        {name(metric.names)}
        <button type="button" className="lineage-close" onClick={onClose} aria-label={w('close')}>
          ×
        </button>
      </h3>
      <p className="lineage-figure">
        <FigureValue point={point} text={{ ...figure, text: figure.full }} size="figure" says="nothing" />{' '}
        <span className="unit">{name(metric.unit)}</span>
      </p>
      <p className={`trust trust-${trust?.glyph ?? 'empty'}`}>{trust?.parts.join(' · ')}</p>
      <dl>
        {rows.map(([key, value]) =>
          value === undefined ? null : (
            <div key={key} className="lineage-row">
              <dt>{w(key)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {children}
    </div>
  )
}

/** Decimals a part is printed with: none for counts, up to three for sums of weights. */
function decimalsOf(value: number): number {
  return Number.isInteger(value) ? 0 : 3
}
