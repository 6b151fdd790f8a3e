import type { AlarmCause, AlarmRule } from '#contract/alarm-rule.ts'
import { type AreaTree, metricAreas } from '#contract/catalogue.ts'
import { STEP_MS, type Step } from '#contract/duration.ts'
import { MAX_HISTORY_POINTS } from '#contract/history.ts'
import { liveSteps, type Metric } from '#contract/metric.ts'
import type { Finding } from './finding.ts'
import type { CityFiles } from './read-city.ts'

/** What must hold of alarms/*.json and duty-roster.json: whatever they name exists, and every rule can both raise and clear. */
export function checkAlarms(files: CityFiles, tree: AreaTree): Finding[] {
  const metrics = new Map(files.metrics.map(({ entry }) => [entry.id, entry]))
  const causes = files.alarms.flatMap(({ file, entry }) => (entry.causes ?? []).map((cause) => ({ file, cause })))
  const rules = files.alarms.flatMap(({ file, entry }) => entry.rules.map((rule) => ({ file, rule })))
  return [
    ...twice(causes.map(({ file, cause }) => ({ file, id: cause.id, place: `cause ${cause.id}` }))),
    ...twice(rules.map(({ file, rule }) => ({ file, id: rule.id, place: `rule ${rule.id}` }))),
    ...rules.flatMap(({ file, rule }) =>
      checkRule(rule, { files, metrics, tree, causes: causes.map(({ cause }) => cause) }).map((said) => ({ file, ...said })),
    ),
    ...checkFlows(files, metrics, tree),
    ...checkRoster(files, tree),
  ]
}

/** A flow goes through areas that report its metric, and never back in time. */
function checkFlows({ alarms }: CityFiles, metrics: ReadonlyMap<string, Metric>, tree: AreaTree): Finding[] {
  return alarms.flatMap(({ file, entry }) =>
    (entry.flows ?? []).flatMap(({ id, metric, path }) => {
      const say = (sentence: string): Finding => ({ file, place: `flow ${id}`, sentence })
      return [
        ...(metrics.has(metric) ? [] : [say(`there is no metric ${metric}.`)]),
        ...path.filter(({ area }) => !tree.byCode.has(area)).map(({ area }) => say(`there is no area ${area}.`)),
        ...(path.some(({ hours }, index) => hours < (path[index - 1]?.hours ?? 0))
          ? [say('reaches an area before the one it comes from.')]
          : []),
      ]
    }),
  )
}

interface Known {
  readonly files: CityFiles
  readonly metrics: ReadonlyMap<string, Metric>
  readonly tree: AreaTree
  readonly causes: readonly AlarmCause[]
}

type Saying = Omit<Finding, 'file'>

function checkRule(rule: AlarmRule, { files, metrics, tree, causes }: Known): Saying[] {
  const found: Saying[] = []
  const say = (field: string, sentence: string) => found.push({ place: `rule ${rule.id}${field && `, ${field}`}`, sentence })
  if (rule.cause !== undefined && !causes.some(({ id }) => id === rule.cause))
    say('cause', `"${rule.cause}" is among the causes of no file; add it there.`)
  const { warning, critical } = rule
  const grows = rule.kind !== 'threshold' || sideOf(rule, metrics) === 'above'
  if (warning !== undefined && critical !== undefined && (grows ? critical < warning : critical > warning))
    say('critical', `${critical} is reached before warning ${warning}; swap them.`)
  if (rule.kind === 'silence') {
    if ((rule.department === undefined) === (rule.metric === undefined)) say('', 'names either a department or a metric.')
    if (rule.department !== undefined && !files.city.entry.departments.some(({ id }) => id === rule.department))
      say('department', `"${rule.department}" is not among the departments of city.json.`)
    if (rule.metric !== undefined && !metrics.has(rule.metric))
      say('metric', `there is no metric ${rule.metric} in metrics/*.json.`)
    return found
  }
  const metric = metrics.get(rule.metric)
  if (!metric) {
    say('metric', `there is no metric ${rule.metric} in metrics/*.json.`)
    return found
  }
  if (rule.id !== metric.id && metrics.has(rule.id)) say('', 'has the id of another metric; name it otherwise.')
  const hasOwn = warning !== undefined || critical !== undefined
  if (rule.kind !== 'threshold' && !hasOwn) say('', 'has neither warning nor critical; give one.')
  if (rule.kind === 'threshold' && !hasOwn && !metric.threshold)
    say('', `has no limit of its own, and ${metric.id} has none either; give warning or critical.`)
  const steps = liveSteps(metric)
  if (rule.step !== undefined && !steps.includes(rule.step as Step))
    say('step', `${rule.step} is not a live step of this metric (${steps.join(', ')}).`)
  if (rule.kind === 'anomaly' && STEP_MS[(rule.step ?? metric.period) as Step] > STEP_MS.P1D)
    say('step', 'there is no daily or weekly rhythm in windows longer than a day.')
  const step = (rule.step ?? metric.period) as Step
  const pastMs = rule.kind === 'anomaly' ? rule.learnDays * STEP_MS.P1D : rule.kind === 'rate' ? rule.windowS * 1000 : 0
  if (pastMs / STEP_MS[step] > MAX_HISTORY_POINTS)
    say(
      rule.kind === 'anomaly' ? 'learnDays' : 'windowS',
      `is more than ${MAX_HISTORY_POINTS} windows of ${step}; take less of the past, or a longer step.`,
    )
  const { carries } = metricAreas(metric, tree)
  for (const code of rule.areas ?? []) if (!carries.has(code)) say('areas', `${metric.id} has no figure in ${code}.`)
  if (
    rule.areas === undefined &&
    rule.level !== undefined &&
    ![...carries].some((code) => tree.byCode.get(code)?.level === rule.level)
  )
    say('level', `${metric.id} has no figure in any ${rule.level}.`)
  return found
}

function sideOf(rule: Extract<AlarmRule, { kind: 'threshold' }>, metrics: ReadonlyMap<string, Metric>): 'above' | 'below' {
  return rule.side ?? metrics.get(rule.metric)?.threshold?.side ?? 'above'
}

function checkRoster({ roster, city }: CityFiles, tree: AreaTree): Finding[] {
  if (!roster) return []
  const domains = new Set(city.entry.domains.map(({ id }) => id))
  const say = (place: string, sentence: string): Finding => ({ file: roster.file, place, sentence })
  return [
    ...twice(roster.entry.posts.map(({ id }) => ({ file: roster.file, id, place: `post ${id}` }))),
    ...roster.entry.posts.flatMap((post) => [
      ...(post.area !== undefined && !tree.byCode.has(post.area)
        ? [say(`post ${post.id}, area`, `${post.area} is in no areas file; correct the code.`)]
        : []),
      ...(post.domains ?? [])
        .filter((domain) => !domains.has(domain))
        .map((domain) => say(`post ${post.id}, domains`, `"${domain}" is not among the domains of city.json.`)),
    ]),
  ]
}

function twice(entries: readonly { readonly file: string; readonly id: string; readonly place: string }[]): Finding[] {
  return entries
    .filter(({ id }, index) => entries.findIndex((entry) => entry.id === id) !== index)
    .map(({ file, place }) => ({ file, place, sentence: 'is given twice; keep one.' }))
}
