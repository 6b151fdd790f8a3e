import type { CommandTables, LevelRule, MeasureRule } from '#contract/command-tables.ts'
import {
  CASUALTY_FIGURES,
  type CasualtyFigure,
  type Finding,
  type IncidentState,
  isGraver,
  LEVELS,
  type Level,
  type Measured,
} from '#contract/incident.ts'

/** What an incident's level is judged by. */
export type Judged = Pick<IncidentState, 'class' | 'subtype' | 'casualties' | 'measured'>

/**
 * The gravest event level that any criterion of the city's tables reaches, with every criterion that reaches it: one is
 * enough. Undefined while none is reached or nothing is known. Pure; what is 待核 counts for nothing.
 */
export function workedOutLevel(
  incident: Judged,
  { levels }: Pick<CommandTables, 'levels'>,
): { readonly level: Level; readonly because: readonly Finding[] } | undefined {
  const findings = levels
    .filter((rule) => concerns(rule, incident))
    .flatMap((rule) => rule.measures.flatMap((measure) => findingOf(rule, measure, incident) ?? []))
  const gravest = findings.reduce<Level | undefined>((level, one) => (isGraver(one.level, level) ? one.level : level), undefined)
  return gravest && { level: gravest, because: findings.filter(({ level }) => level === gravest) }
}

/** True when a rule of a table is about incidents of this class and subtype. */
export function concerns(
  rule: { readonly classes?: readonly string[]; readonly subtypes?: readonly string[] },
  { class: kind, subtype }: Pick<IncidentState, 'class' | 'subtype'>,
): boolean {
  if (rule.classes && !rule.classes.includes(kind)) return false
  return !rule.subtypes || (subtype !== undefined && rule.subtypes.includes(subtype))
}

function findingOf(rule: LevelRule, measure: MeasureRule, incident: Judged): Finding | undefined {
  const known = quantityOf(measure.id, incident)
  if (known === undefined) return undefined
  const reached = LEVELS.find((level) => {
    const least = measure.least[level]
    return least !== undefined && known.value >= least
  })
  if (!reached) return undefined
  const { value, numerator, denominator, parts } = known
  return {
    ...{ rule: rule.id, names: rule.names, measure: measure.id, measureNames: measure.names },
    ...{ value, min: measure.least[reached] as number, level: reached },
    ...(measure.unit && { unit: measure.unit }),
    ...(numerator !== undefined && { numerator }),
    ...(denominator !== undefined && { denominator }),
    ...(parts && { parts }),
  }
}

function quantityOf(
  id: string,
  { casualties, measured }: Judged,
): Pick<Measured, 'value' | 'numerator' | 'denominator' | 'parts'> | undefined {
  if (!isFigure(id)) return measured[id]
  const value = casualties.at(-1)?.figures[id] ?? undefined
  return value === undefined ? undefined : { value }
}

function isFigure(id: string): id is CasualtyFigure {
  return CASUALTY_FIGURES.some((figure) => figure === id)
}
