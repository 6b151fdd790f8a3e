import { STEP_MS, type Step } from '#contract/duration.ts'
import type { OpenBlockFigure, OpenCatalogue, OpenCatalogueFigure, OpenCell } from '#contract/open.ts'
import type { GlyphKind } from '../design/glyph.tsx'
import type { Format } from '../i18n/format.ts'
import type { OpenLanguage, OpenTranslate, OpenWord } from '../i18n/open-words.ts'

/** What decides how a figure is told, besides the figure. */
export interface Telling {
  readonly catalogue: OpenCatalogue
  readonly language: OpenLanguage
  readonly t: OpenTranslate
  readonly format: Format
  /** Area looked at. */
  readonly area: string
  /** Epoch ms. */
  readonly now: number
}

/** A value as it is read: a figure with its unit, or a word where there is none. */
export interface ValueText {
  readonly state: 'known' | 'protected' | 'none' | 'reading'
  readonly text: string
  readonly unit: string
}

export interface FigureModel {
  readonly name: string
  readonly topic: string | undefined
  readonly value: ValueText
  /** What people call such a value: 优, 拥堵. */
  readonly band: string | undefined
  readonly department: string
  readonly when: string
  readonly glyph: GlyphKind
  /** True when the figure is the city's though a smaller area is looked at: it is not published for less. */
  readonly isOfCity: boolean
  readonly isStale: boolean
}

/** Everything a figure says in a row; `told` is undefined until its block has been read. */
export function figureModel(figure: OpenCatalogueFigure, told: OpenBlockFigure | undefined, telling: Telling): FigureModel {
  const { catalogue, language, t, area } = telling
  const cell = told?.cells.find((each) => each.area === area) ?? told?.cells[0]
  const department = catalogue.departments.find(({ id }) => id === figure.department)
  const value = valueText(figure, cell, telling)
  return {
    name: figure.names[language],
    topic: figure.topic?.[language],
    value,
    band: cell?.value === null || cell === undefined ? undefined : bandOf(figure, cell.value)?.[language],
    department: (department?.short ?? department?.names)?.[language] ?? '',
    when: told ? whenOf(figure, told, telling) : t('state.reading'),
    glyph: told ? glyphOf(told) : 'empty',
    isOfCity: cell !== undefined && cell.area !== area,
    isStale: told?.freshness === 'late' || told?.freshness === 'silent',
  }
}

export function valueText(figure: OpenCatalogueFigure, cell: OpenCell | undefined, { t, format }: Telling): ValueText {
  if (cell === undefined) return { state: 'reading', text: '', unit: '' }
  if (cell.protected) return { state: 'protected', text: t('state.protected'), unit: '' }
  if (cell.value === null) return { state: 'none', text: t('state.none'), unit: '' }
  const { text, unit } = format.figure(cell.value, figure)
  return { state: 'known', text, unit }
}

/** The band a value lies in. */
export function bandOf({ bands }: Pick<OpenCatalogueFigure, 'bands'>, value: number) {
  return (bands?.find(({ below }) => below !== undefined && value < below) ?? bands?.at(-1))?.word
}

function glyphOf({ freshness, coverage }: OpenBlockFigure): GlyphKind {
  if (freshness !== 'live') return freshness
  return coverage.reported < coverage.expected ? 'partial' : 'live'
}

/** When a figure was true, in the words of its form: 14:40, 今日截至 14:40, 昨日 11-22, 2026-10. */
export function whenOf(
  figure: OpenCatalogueFigure,
  { window, observedAt, freshness, step }: OpenBlockFigure,
  { t, format, now }: Telling,
): string {
  if (window === null || observedAt === null) return t(figure.threshold === undefined ? 'when.never' : 'when.unreleased')
  const [start, end] = window
  if (freshness === 'late' || freshness === 'silent')
    return t('when.stale', { time: format.moment(figure.form === 'total' ? end : observedAt, now, step === 'P1D' ? 'PT1H' : step) })
  if (figure.form === 'running-total') return t('when.today', { time: format.time(observedAt) })
  const length = end - start
  if (figure.form === 'level' && length < STEP_MS.P1D)
    return t('when.at', { time: format.moment(figure.threshold === undefined ? observedAt : end, now, 'PT1M') })
  if (length >= 27 * STEP_MS.P1D) return t('when.month', { month: format.moment(start, now, 'P1M') })
  if (length > STEP_MS.P1D)
    return t('when.dates', { from: format.moment(start, now, 'P1D'), to: format.moment(end - 1, now, 'P1D') })
  if (length === STEP_MS.P1D) {
    const date = format.moment(start, now, 'P1D')
    if (start <= now && now < end) return t('when.at', { time: date })
    return now - end < STEP_MS.P1D ? t('when.yesterday', { date }) : t('when.day', { date })
  }
  return t('when.between', { from: format.moment(start, now, 'PT1M'), to: format.time(end) })
}

/** An area below the one looked at, with its value. */
export interface MemberModel {
  readonly code: string
  readonly name: string
  readonly value: ValueText
  /** Length of its bar, of the longest; 0 where there is no value. */
  readonly share: number
}

/** Areas below the one looked at, the largest first, those without a figure last. Zones are left out where towns are there. */
export function memberModels(figure: OpenCatalogueFigure, told: OpenBlockFigure, telling: Telling): readonly MemberModel[] {
  const { catalogue, language, area } = telling
  const areas = new Map(catalogue.areas.map((each) => [each.code, each]))
  const isBelow = (code: string): boolean => {
    const parent = areas.get(code)?.parent
    return parent !== undefined && (parent === area || isBelow(parent))
  }
  const below = told.cells.filter(({ area: code }) => isBelow(code))
  const finest = below.some(({ area: code }) => areas.get(code)?.level === 'town') ? 'town' : 'zone'
  const cells = below.filter(({ area: code }) => areas.get(code)?.level === finest || !hasPart(below, code, areas))
  const most = Math.max(0, ...cells.map(({ value }) => Math.abs(value ?? 0)))
  return cells
    .toSorted((one, other) => (other.value ?? Number.NEGATIVE_INFINITY) - (one.value ?? Number.NEGATIVE_INFINITY))
    .map((cell) => {
      const member = areas.get(cell.area)
      return {
        code: cell.area,
        name: (member?.short ?? member?.names)?.[language] ?? cell.area,
        value: valueText(figure, cell, telling),
        share: cell.value === null || most === 0 ? 0 : Math.abs(cell.value) / most,
      }
    })
}

function hasPart(
  cells: readonly OpenCell[],
  code: string,
  areas: ReadonlyMap<string, { readonly parent?: string | undefined }>,
): boolean {
  return cells.some(({ area }) => areas.get(area)?.parent === code)
}

/** How often a figure is published, in words. */
export function releasePace({ form, threshold, step }: OpenCatalogueFigure, t: OpenTranslate): string {
  if (threshold === undefined) return t(form === 'running-total' ? 'detail.pace.running' : 'detail.pace.level')
  return t('detail.pace.released', { step: t(STEP_WORDS[step] ?? 'step.other') })
}

const STEP_WORDS: Partial<Record<Step, OpenWord>> = {
  PT15M: 'step.PT15M',
  PT1H: 'step.PT1H',
  P1D: 'step.P1D',
  P1W: 'step.P1W',
  P1M: 'step.P1M',
  P3M: 'step.P3M',
  P1Y: 'step.P1Y',
}
