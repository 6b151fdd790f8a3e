import type { Metric } from '#contract/metric.ts'
import { promiseMs } from '#contract/metric.ts'
import type { Point } from '#contract/point.ts'
import type { GlyphKind } from '../design/glyph.tsx'
import type { Format } from '../i18n/format.ts'
import type { Translate } from '../i18n/translate.ts'

/** What a trust strip says: a shape, then words in a fixed order; what does not fit is dropped from the right. */
export interface Trust {
  readonly glyph: GlyphKind
  readonly parts: readonly string[]
}

export interface TrustInput {
  readonly point: Point
  readonly metric: Metric
  /** Short name of the department that answers for the figure. */
  readonly department: string
  /** Names of members that have not reported in the window, where they are known. */
  readonly missing?: readonly string[]
  /** Server time, epoch ms. */
  readonly now: number
  readonly t: Translate
  readonly format: Format
}

/** Names of missing members that are spelled out; the others are counted. */
const NAMED = 5

/** The trust strip of a figure: state, department, age or last time, coverage. */
export function trustOf({ point, metric, department, missing = [], now, t, format }: TrustInput): Trust {
  const { observedAt, coverage } = point
  if (point.freshness === 'empty' || observedAt === null) return { glyph: 'empty', parts: [department, t('trust.empty')] }
  const when = format.moment(observedAt, now, metric.period)
  const age = format.span(now - observedAt)
  switch (point.freshness) {
    case 'late':
      return {
        glyph: 'late',
        parts: [t('trust.late', { age }), t('trust.promise', { span: format.step(promiseMs(metric)) }), department],
      }
    case 'silent':
      return { glyph: 'silent', parts: [t('trust.silent', { age }), t('trust.last', { time: when }), department] }
    case 'live': {
      if (isPartial(point)) {
        const covered = t('trust.coverage', { reported: coverage.reported, expected: coverage.expected })
        return { glyph: 'partial', parts: [covered, ...missingWords(missing, t), department, when] }
      }
      const whole = coverage.expected > 1 ? [`${coverage.reported}/${coverage.expected}`] : []
      return { glyph: 'live', parts: [department, when, ...whole] }
    }
  }
}

/** The strip where there is room for one word only: the age, or what is missing. */
export function briefTrust({ point, metric, now, t, format }: Omit<TrustInput, 'department' | 'missing'>): Trust {
  const { observedAt, coverage } = point
  if (point.freshness === 'empty' || observedAt === null) return { glyph: 'empty', parts: [t('trust.empty')] }
  const age = format.span(now - observedAt)
  switch (point.freshness) {
    case 'late':
      return { glyph: 'late', parts: [t('trust.late', { age })] }
    case 'silent':
      return { glyph: 'silent', parts: [t('trust.silent', { age })] }
    case 'live':
      return isPartial(point)
        ? { glyph: 'partial', parts: [`${coverage.reported}/${coverage.expected}`] }
        : { glyph: 'live', parts: [format.moment(observedAt, now, metric.period)] }
  }
}

/** True when members of the area have not reported in the figure's window. */
export function isPartial({ coverage, freshness }: Pick<Point, 'coverage' | 'freshness'>): boolean {
  return freshness !== 'empty' && coverage.reported < coverage.expected
}

/** How the figure itself is drawn: its state and nothing else decides. */
export function figureState(point: Point): 'live' | 'late' | 'silent' | 'partial' | 'empty' {
  if (point.value === null) return 'empty'
  if (point.freshness === 'live') return isPartial(point) ? 'partial' : 'live'
  return point.freshness
}

/** The state of a figure in a word or two, where there is no strip to say more; undefined for a live and whole one. */
export function stateWords(point: Point, t: Translate): string | undefined {
  const state = figureState(point)
  switch (state) {
    case 'live':
      return undefined
    case 'partial':
      return t('trust.coverage', { reported: point.coverage.reported, expected: point.coverage.expected })
    default:
      return t(`freshness.${state}`)
  }
}

function missingWords(missing: readonly string[], t: Translate): readonly string[] {
  if (missing.length === 0) return []
  const names = missing.slice(0, NAMED).join(' ')
  return [missing.length > NAMED ? t('trust.missing.more', { names, n: missing.length }) : t('trust.missing', { names })]
}
