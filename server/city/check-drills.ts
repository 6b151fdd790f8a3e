import type { AreaTree } from '#contract/catalogue.ts'
import type { Drill, DrillStep } from '#contract/drill.ts'
import type { Finding } from './finding.ts'
import type { CityFiles, Filed } from './read-city.ts'

type City = Pick<CityFiles, 'drills' | 'city' | 'metrics' | 'command' | 'entityKinds' | 'warnings'>

/** What the drills of a city say of it and of themselves: areas, metrics, departments, kinds and players they name exist, in time. */
export function checkDrills(files: City, tree: AreaTree): Finding[] {
  return files.drills.flatMap((drill) => checkDrill(drill, files, tree))
}

function checkDrill({ file, entry: drill }: Filed<Drill>, files: City, tree: AreaTree): Finding[] {
  const say = (place: string, sentence: string): Finding => ({ file, place, sentence })
  const players = new Set(drill.players.map(({ id }) => id))
  const known: Readonly<Record<Word, ReadonlySet<string>>> = {
    area: new Set(tree.byCode.keys()),
    metric: new Set(files.metrics.map(({ entry }) => entry.id)),
    department: new Set(files.city.entry.departments.map(({ id }) => id)),
    player: players,
    'kind of entity': new Set(files.entityKinds.map(({ entry }) => entry.id)),
    'kind of warning': new Set(files.warnings?.entry.kinds.map(({ id }) => id)),
    subtype: new Set(files.command.flatMap(({ entry }) => entry.subtypes?.map(({ id }) => id) ?? [])),
  }
  const named: readonly (readonly [string, readonly Named[]])[] = [
    [
      'drill',
      [['subtype', drill.subtype], ['area', drill.place.area], ...(drill.background ?? []).map((id) => ['metric', id] as const)],
    ],
    ...drill.players.map(({ id, area, department }) => [`player ${id}`, some(['area', area], ['department', department])] as const),
    ...drill.steps.map((step, index) => [`steps.${index}`, namesIn(step)] as const),
  ]
  return [
    ...(file.endsWith(`/${drill.id}.json`) ? [] : [say('id', `is "${drill.id}"; a drill stands in the file of its id.`)]),
    ...(players.size === drill.players.length ? [] : [say('players', 'one of them is given twice; keep one.')]),
    ...named.flatMap(([place, names]) =>
      names.filter(([word, name]) => !known[word].has(name)).map(([word, name]) => say(place, `there is no ${word} "${name}".`)),
    ),
    ...drill.steps.flatMap(({ at }, index) => [
      ...(at > drill.duration ? [say(`steps.${index}`, `is at ${at} s, after the end of the drill.`)] : []),
      ...(at < (drill.steps[index - 1]?.at ?? 0)
        ? [say(`steps.${index}`, 'is earlier than the step before; put them in order.')]
        : []),
    ]),
    ...(drill.steps.some(({ kind }) => kind === 'expect')
      ? []
      : [say('steps', 'expect nothing; a drill is scored by what it expects.')]),
  ]
}

type Word = 'area' | 'metric' | 'department' | 'player' | 'kind of entity' | 'kind of warning' | 'subtype'
type Named = readonly [Word, string]

/** Those that are said. */
function some(...named: readonly (readonly [Word, string | undefined])[]): readonly Named[] {
  return named.filter((one): one is Named => one[1] !== undefined)
}

/** Everything of the city that a step names. */
function namesIn(step: DrillStep): readonly Named[] {
  switch (step.kind) {
    case 'observe':
      return [
        ['metric', step.metric],
        ['area', step.area],
      ]
    case 'signal':
      return [['area', step.place.area]]
    case 'cross-city':
    case 'media':
      return [['player', step.player]]
    case 'things':
      return [
        ['department', step.department],
        ...step.rows.flatMap(({ kind, area }) => some(['kind of entity', kind], ['area', area])),
      ]
    case 'fault':
      return []
    case 'expect':
      return 'metric' in step.check ? [['metric', step.check.metric]] : []
    case 'action':
      return [['player', step.player], ...namesInAction(step.do)]
  }
}

function namesInAction(action: Extract<DrillStep, { kind: 'action' }>['do']): readonly Named[] {
  switch (action.what) {
    case 'warn':
      return [['kind of warning', action.warning], ...action.areas.map((code) => ['area', code] as const)]
    case 'order':
      if ('department' in action.to) return [['department', action.to.department]]
      return 'town' in action.to ? [['area', action.to.town]] : []
    case 'call-roll':
      return action.players.map((id) => ['player', id] as const)
    case 'look-up':
      return [['kind of entity', action.entities]]
    case 'open':
    case 'level':
    case 'response':
    case 'report':
    case 'say':
    case 'draw':
    case 'count':
    case 'phase':
      return []
  }
}
