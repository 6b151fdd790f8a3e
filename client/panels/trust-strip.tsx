import type { Point } from '#contract/point.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { Glyph } from '../design/glyph.tsx'
import { fitting, textWidth } from '../design/text-width.ts'
import type { CityView } from '../state/city-view.ts'
import { useCity, useFormat, useNames, useNow, usePoint, useProfile, useT } from '../state/hooks.ts'
import type { PointsStore } from '../state/points.ts'
import { isUnheard, keyOf } from '../state/points.ts'
import { useScreen } from '../state/screen.ts'
import { briefTrust, type Trust, trustOf } from './trust.ts'

/** Ages on screen are renewed this often, in ms. */
const AGE_EVERY_MS = 5_000
const SEPARATOR = ' · '

/**
 * The trust strip of a figure: whose it is, how old, how complete. Hover, focus or tap opens its lineage. `width` is the
 * room there is in CSS pixels; without it the whole strip is shown.
 */
export function TrustStrip({ series, width, align }: { series: ResolvedSeries; width?: number; align?: 'end' }) {
  const trust = useTrust(series)
  const { text } = useProfile()
  if (!trust) return null
  const px = text.small
  const glyphWidth = px * 1.1
  const separator = textWidth(SEPARATOR, px, 'text')
  const room = width === undefined ? Number.POSITIVE_INFINITY : width - glyphWidth
  const widths = trust.parts.map((part) => textWidth(part, px, 'text'))
  const brief = trust.brief.filter((part) => textWidth(part, px, 'text') <= room)
  const count = (widths[0] ?? 0) <= room ? fitting(widths, separator, room) : 0
  // The department alone says nothing of age: where no more than one part fits, the age is that part.
  const shown = count > 1 || count === trust.parts.length ? trust.parts.slice(0, count) : brief
  return (
    <Sourced series={series} className={`trust trust-${trust.glyph}${align === 'end' ? ' trust-end' : ''}`}>
      <Glyph kind={trust.glyph} />
      {shown.length > 0 && <span>{shown.join(SEPARATOR)}</span>}
      <span className="visually-hidden">
        {shown === brief ? trust.parts.join(SEPARATOR) : trust.parts.slice(count).join(SEPARATOR)}
      </span>
    </Sourced>
  )
}

interface SourcedProps {
  readonly series: ResolvedSeries
  readonly className?: string
  /** Id of the element that says more of it than is seen. */
  readonly describedBy?: string | undefined
  readonly children: React.ReactNode
}

/** Something that stands for a series: where there is input it opens the lineage on hover, focus or tap. */
export function Sourced(props: SourcedProps) {
  const { contract } = useProfile()
  return <SourcedMark {...props} isPressed={contract.hasInput} />
}

/** The same for one of hundreds, whose panel asked once whether it can be pressed. */
export function SourcedMark({
  series,
  className,
  describedBy,
  isPressed,
  children,
}: SourcedProps & { readonly isPressed: boolean }) {
  const key = keyOf(series)
  if (!isPressed)
    return (
      <span className={className} data-series={key}>
        {children}
      </span>
    )
  return (
    <button type="button" className={className} data-series={key} aria-haspopup="dialog" aria-describedby={describedBy}>
      {children}
    </button>
  )
}

/** What the strip of a series says now; undefined for a metric the catalogue does not have. */
export function useTrust(series: ResolvedSeries): (Trust & { readonly brief: readonly string[] }) | undefined {
  const { points } = useScreen()
  const city = useCity()
  const point = usePoint(series)
  const now = useNow(AGE_EVERY_MS)
  const t = useT()
  const format = useFormat()
  const name = useNames()
  const metric = city.metric(series.metric)
  if (!metric || isUnheard(point)) return undefined
  const department = city.department(metric.department)
  const missing = missingMembers(point, city, points).map((code) => {
    const area = city.area(code)
    return area ? name(area.short ?? area.names) : code
  })
  const said = { point, metric, now, t, format }
  const whole = trustOf({ ...said, department: department ? name(department.short ?? department.names) : '', missing })
  return { ...whole, brief: briefTrust(said).parts }
}

/**
 * Members whose figures are not in the point's window, as far as this screen follows them: all of them known, or none
 * named. A name said to be missing must be missing.
 */
export function missingMembers(point: Point, city: CityView, points: PointsStore): readonly string[] {
  const { reported, expected } = point.coverage
  if (reported >= expected || point.window === null) return []
  const start = point.window[0]
  const missing: string[] = []
  const leaves = [...city.metricAreas(point.metric).reports].filter(
    (code) => code !== point.area && city.tree.path(code).some((area) => area.code === point.area) && !city.area(code)?.overlaps,
  )
  for (const code of leaves) {
    const own = points.get(keyOf({ metric: point.metric, area: code, step: point.step }))
    if (!own) return []
    if (own.value === null || own.window === null || own.window[0] < start) missing.push(code)
  }
  return missing.length === expected - reported ? missing : []
}
