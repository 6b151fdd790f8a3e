import { CASUALTY_FIGURES, type Casualties, type CasualtyFigure, type CasualtyFigures } from '#contract/incident.ts'

/** One figure that is another than in the version before; `from` is undefined in the first version. */
export interface CasualtyChange {
  readonly figure: CasualtyFigure
  readonly from: number | null | undefined
  readonly to: number | null
}

/** What a version changed against the one before it. Pure. */
export function changesOf(versions: readonly Casualties[], version: Casualties): readonly CasualtyChange[] {
  const before = versions.find((one) => one.version === version.version - 1)
  return CASUALTY_FIGURES.flatMap((figure) => {
    const from = before?.figures[figure]
    const to = version.figures[figure]
    if (before ? from === to : to === null) return []
    return [{ figure, from, to }]
  })
}

/** Figures that are lower than before: each needs a reason. What becomes unverified is lower than what was counted. */
export function lowered(before: CasualtyFigures | undefined, now: CasualtyFigures): readonly CasualtyFigure[] {
  return CASUALTY_FIGURES.filter((figure) => {
    const known = before?.[figure] ?? null
    return known !== null && (now[figure] === null || now[figure] < known)
  })
}

/** What was written into the fields, as figures: an empty field is unverified. Undefined where one is not a count. */
export function figuresWritten(written: Readonly<Record<CasualtyFigure, string>>): CasualtyFigures | undefined {
  const entries = CASUALTY_FIGURES.map((figure) => {
    const text = written[figure].trim()
    return [figure, text === '' ? null : /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN] as const
  })
  if (entries.some(([, value]) => Number.isNaN(value))) return undefined
  return Object.fromEntries(entries) as CasualtyFigures
}
