import { ROLES } from '#contract/access.ts'
import { type AreaTree, metricAreas } from '#contract/catalogue.ts'
import type { Step } from '#contract/duration.ts'
import { STEP_MS } from '#contract/duration.ts'
import { MAX_HISTORY_POINTS } from '#contract/history.ts'
import { liveSteps, type Metric, sensitivityOf } from '#contract/metric.ts'
import {
  type Condition,
  type FigureCondition,
  PLAN_AREAS,
  PLAN_BLANKS,
  type Plan,
  type PlanOrder,
  type PlanStep,
} from '#contract/plan.ts'
import type { Finding } from './finding.ts'
import type { CityFiles } from './read-city.ts'

type Say = (place: string, sentence: string) => Finding

interface Known {
  readonly metrics: ReadonlyMap<string, Metric>
  readonly tree: AreaTree
  readonly departments: ReadonlySet<string>
  readonly domains: ReadonlySet<string>
  readonly kinds: ReadonlySet<string>
  readonly stocks: ReadonlySet<string>
  readonly measures: ReadonlySet<string>
}

/**
 * What must hold of plans/*.json: whatever they name exists, blanks can be filled in, every step can propose itself at some level,
 * no condition asks for what few may see, and no step waits for one that waits for it.
 */
export function checkPlans(files: CityFiles, tree: AreaTree): Finding[] {
  const { plans, city, metrics, entityKinds, command } = files
  const subtypes = new Map(command.flatMap(({ entry }) => entry.subtypes ?? []).map((subtype) => [subtype.id, subtype]))
  const known: Known = {
    tree,
    metrics: new Map(metrics.map(({ entry }) => [entry.id, entry])),
    departments: new Set(city.entry.departments.map(({ id }) => id)),
    domains: new Set(city.entry.domains.map(({ id }) => id)),
    kinds: new Set(entityKinds.map(({ entry }) => entry.id)),
    stocks: new Set(entityKinds.flatMap(({ entry }) => (entry.stock === undefined ? [] : [entry.id]))),
    measures: new Set(command.flatMap(({ entry }) => (entry.levels ?? []).flatMap(({ measures }) => measures.map(({ id }) => id)))),
  }
  return plans.flatMap(({ file, entry: plan }, index) => {
    const say: Say = (place, sentence) => ({ file, place, sentence })
    const isTwice = plans.slice(0, index).some(({ entry }) => entry.id === plan.id)
    return [
      ...(isTwice ? [say(`plan ${plan.id}`, 'is given twice; keep one.')] : []),
      ...(plan.subtypes ?? []).flatMap((id) => {
        const subtype = subtypes.get(id)
        if (!subtype) return [say('subtypes', `there is no subtype "${id}" in command/*.json; add it there or correct it.`)]
        return plan.classes && !plan.classes.includes(subtype.class)
          ? [say('subtypes', `"${id}" is of the class ${subtype.class}, which the plan leaves out.`)]
          : []
      }),
      ...checkPhases(plan, say),
      ...checkSteps(plan, known, say),
    ]
  })
}

function checkPhases({ phases, steps }: Plan, say: Say): Finding[] {
  const ids = phases.map(({ id }) => id)
  return [
    ...repeated(ids).map((id) => say(`phase ${id}`, 'is given twice; keep one.')),
    ...ids.filter((id) => !steps.some(({ phase }) => phase === id)).map((id) => say(`phase ${id}`, 'has no step; remove it.')),
  ]
}

function checkSteps(plan: Plan, known: Known, say: Say): Finding[] {
  const { steps, phases, levels } = plan
  return [
    ...repeated(steps.map(({ id }) => id)).map((id) => say(`step ${id}`, 'is given twice; keep one.')),
    ...steps.flatMap((step) => {
      const of: Say = (field, sentence) => say(`step ${step.id}${field && `, ${field}`}`, sentence)
      return [
        ...(phases.some(({ id }) => id === step.phase)
          ? []
          : [of('phase', `"${step.phase}" is not among the phases of the plan.`)]),
        ...(step.levels ?? [])
          .filter((level) => !levels.includes(level))
          .map((level) => of('levels', `the plan is never applied at ${level}; add it to its levels or leave it out.`)),
        ...(step.groups && step.approval !== 'commander'
          ? [of('approval', 'only the commander forms groups; say approval: commander.')]
          : []),
        ...(step.groups ?? []).flatMap(({ departments }) => unknownDepartments(departments, known, of)),
        ...[...(step.when?.all ?? []), ...(step.when?.any ?? [])].flatMap((condition) =>
          checkCondition(condition, step, plan, known, of),
        ),
        ...(step.when && !step.when.all && !step.when.any ? [of('when', 'asks for nothing; leave it out.')] : []),
        ...(step.orders ?? []).flatMap((order, index) =>
          checkOrder(order, known, (field, sentence) => of(`order ${index + 1}, ${field}`, sentence)),
        ),
        ...(waitsForItself(step, steps) ? [of('when', 'waits for a step that waits for it; one of them can never come.')] : []),
      ]
    }),
  ]
}

function checkCondition(condition: Condition, step: PlanStep, plan: Plan, known: Known, say: Say): Finding[] {
  switch (condition.kind) {
    case 'figure':
      return checkFigure(condition, known, say)
    case 'measure':
      return known.measures.has(condition.measure)
        ? []
        : [say('when', `no table of levels has the quantity "${condition.measure}".`)]
    case 'step':
    case 'orders': {
      if (condition.step === step.id) return [say('when', 'waits for itself.')]
      const other = plan.steps.find(({ id }) => id === condition.step)
      if (!other) return [say('when', `the plan has no step "${condition.step}".`)]
      return condition.kind === 'orders' && !other.orders
        ? [say('when', `waits for the orders of "${condition.step}", which makes none; wait for the step.`)]
        : []
    }
    case 'level':
    case 'phase':
    case 'casualties':
    case 'elapsed':
      return []
  }
}

function checkFigure({ metric: id, area, step, holdS }: FigureCondition, { metrics, tree }: Known, say: Say): Finding[] {
  const metric = metrics.get(id)
  if (!metric) return [say('when', `there is no metric ${id} in metrics/*.json.`)]
  const findings: Finding[] = []
  if (sensitivityOf(metric) === 'sensitive')
    findings.push(
      say('when', `${id} is sensitive, and whomever the incident concerns reads why a step proposed itself; take another figure.`),
    )
  const steps = liveSteps(metric)
  const live = (step ?? metric.period) as Step
  if (!steps.includes(live)) findings.push(say('when', `${step} is not a live step of ${id} (${steps.join(', ')}).`))
  if (holdS !== undefined && live !== metric.period)
    findings.push(say('when', `holdS is asked of the running total of ${id}; a total only grows, leave holdS out.`))
  if (holdS !== undefined && (holdS * 1000) / STEP_MS[live] > MAX_HISTORY_POINTS)
    findings.push(say('when', `holdS is more than ${MAX_HISTORY_POINTS} windows of ${live}; ask for less.`))
  if (area === 'towns') findings.push(say('when', 'a figure is read in one area; towns is for addresses.'))
  const isCode = area !== undefined && !PLAN_AREAS.some((word) => word === area)
  if (isCode && !metricAreas(metric, tree).carries.has(area)) findings.push(say('when', `${id} has no figure in ${area}.`))
  return findings
}

function checkOrder({ title, text, to, domain, wants }: PlanOrder, known: Known, say: Say): Finding[] {
  const { tree, domains, kinds, stocks } = known
  return [
    ...unknownBlanks(`${title} ${text ?? ''}`).map((blank) =>
      say('words', `{${blank}} is no blank of a plan; there are ${PLAN_BLANKS.map((one) => `{${one}}`).join(', ')}.`),
    ),
    ...(domain !== undefined && !domains.has(domain) ? [say('domain', `"${domain}" is not among the domains of city.json.`)] : []),
    ...to.flatMap((address) => [
      ...(address.kind === 'department' ? unknownDepartments([address.department], known, say) : []),
      ...(address.kind === 'role' && !ROLES[address.role].may.some((action) => action === 'orders:answer')
        ? [say('to', `whoever is ${address.role} cannot answer an order.`)]
        : []),
      ...(address.area === undefined || PLAN_AREAS.some((word) => word === address.area) || tree.byCode.has(address.area)
        ? []
        : [say('to', `${address.area} is in no areas file, and none of ${PLAN_AREAS.join(', ')}.`)]),
    ]),
    ...(wants ?? []).flatMap(({ kind, amount }) => [
      ...(kinds.has(kind) ? [] : [say('wants', `entities.json has no kind "${kind}".`)]),
      ...(amount !== undefined && kinds.has(kind) && !stocks.has(kind)
        ? [say('wants', `"${kind}" is no stock; ask for a count of them instead of an amount.`)]
        : []),
    ]),
  ]
}

function unknownDepartments(ids: readonly string[], { departments }: Known, say: Say): Finding[] {
  return ids
    .filter((id) => !departments.has(id))
    .map((id) => say('departments', `"${id}" is not among the departments of city.json.`))
}

function unknownBlanks(words: string): string[] {
  const said = [...words.matchAll(/\{([^}]*)\}/g)].map(([, blank]) => blank as string)
  return said.filter((blank) => !PLAN_BLANKS.some((known) => known === blank))
}

/** True when a step can only come after itself: its `all` leads back to it. */
function waitsForItself(step: PlanStep, steps: readonly PlanStep[]): boolean {
  const seen = new Set<string>()
  const ahead = [step]
  for (const at of ahead)
    for (const condition of at.when?.all ?? []) {
      if ((condition.kind !== 'step' && condition.kind !== 'orders') || condition.step === at.id) continue
      if (condition.step === step.id) return true
      const next = steps.find(({ id }) => id === condition.step)
      if (!next || seen.has(next.id)) continue
      seen.add(next.id)
      ahead.push(next)
    }
  return false
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
