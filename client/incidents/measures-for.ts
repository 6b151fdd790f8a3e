import type { LevelRule, MeasureRule } from '#contract/command-tables.ts'
import { CASUALTY_FIGURES, type IncidentState } from '#contract/incident.ts'

/** Quantities people enter for an incident of this kind, each once; casualties are counted elsewhere. Pure. */
export function measuresFor(rules: readonly LevelRule[], state: Pick<IncidentState, 'class' | 'subtype'>): readonly MeasureRule[] {
  const concerning = rules.filter(
    ({ classes, subtypes }) =>
      (classes === undefined || classes.includes(state.class)) &&
      (subtypes === undefined || (state.subtype !== undefined && subtypes.includes(state.subtype))),
  )
  const all = concerning.flatMap(({ measures }) => measures).filter(({ id }) => !CASUALTY_FIGURES.some((figure) => figure === id))
  return [...new Map(all.map((measure) => [measure.id, measure])).values()]
}

/** What is sent of a quantity as it was written: a share by its two parts. Undefined for what is no number. Pure. */
export function measureWritten(
  { isShare }: Pick<MeasureRule, 'isShare'>,
  written: { readonly value: string; readonly numerator: string; readonly denominator: string },
): { readonly value: number } | { readonly numerator: number; readonly denominator: number } | undefined {
  if (!isShare) {
    const value = numberIn(written.value)
    return value === undefined ? undefined : { value }
  }
  const [numerator, denominator] = [numberIn(written.numerator), numberIn(written.denominator)]
  return numerator === undefined || !denominator ? undefined : { numerator, denominator }
}

function numberIn(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) && value >= 0 ? value : undefined
}
