import { PANEL_TYPES, type Panel, type PanelOf, type PanelType } from '#contract/scene.ts'
import { alarmsStates } from '../panels/alarms/states.ts'
import { clockStates } from '../panels/clock/states.ts'
import { distributionStates } from '../panels/distribution/states.ts'
import { figureStates } from '../panels/figure/states.ts'
import { figuresStates } from '../panels/figures/states.ts'
import { incidentStates } from '../panels/incident/states.ts'
import { incidentsStates } from '../panels/incidents/states.ts'
import { linksStates } from '../panels/links/states.ts'
import { mapStates } from '../panels/map/states.ts'
import { matrixStates } from '../panels/matrix/states.ts'
import { CONDITIONS, type Condition, type PanelState, type PanelStates, type Told } from '../panels/panel-states.ts'
import { rankingStates } from '../panels/ranking/states.ts'
import { shareStates } from '../panels/share/states.ts'
import { tableStates } from '../panels/table/states.ts'
import { trendStates } from '../panels/trend/states.ts'
import { weatherStates } from '../panels/weather/states.ts'

/** The states of every panel type: add a type to the contract and this stops compiling until it has some. */
export const STATES: { readonly [Name in PanelType]: PanelStates<Name> } = {
  figure: figureStates,
  figures: figuresStates,
  trend: trendStates,
  ranking: rankingStates,
  map: mapStates,
  share: shareStates,
  distribution: distributionStates,
  matrix: matrixStates,
  table: tableStates,
  alarms: alarmsStates,
  clock: clockStates,
  weather: weatherStates,
  links: linksStates,
  incidents: incidentsStates,
  incident: incidentStates,
}

/** What the departments say in each condition, unless a state tells otherwise. */
const TOLD: Record<Condition, Told> = {
  live: {},
  late: { age: 2 },
  silent: { age: 8 },
  partial: { missing: 3 },
  empty: { age: 'never' },
  fault: {},
  'not-live': {},
  beyond: { beyond: 'critical' },
  'too-long': {},
  'first-seconds': {},
  pseudo: {},
}

/** One panel in one state, everything decided. */
export interface Specimen extends Omit<PanelState<PanelType>, 'panel' | 'told'> {
  /** `figure-late`; unique in the gallery. */
  readonly id: string
  readonly type: PanelType
  readonly condition: Condition
  readonly caption: string
  readonly panel: Panel
  readonly told: Told
}

export interface Specimens {
  readonly shown: readonly Specimen[]
  /** Conditions the panel cannot be in, and why. */
  readonly impossible: readonly { readonly condition: Condition; readonly reason: string }[]
}

/** The states of a panel type in the order they are looked at: the conditions, then what it alone can look like. */
export function specimensOf(type: PanelType): Specimens {
  const states = STATES[type] as PanelStates<PanelType>
  const shown: Specimen[] = []
  const impossible: { condition: Condition; reason: string }[] = []
  for (const condition of CONDITIONS) {
    const state = states.conditions[condition]
    if ('cannot' in state) impossible.push({ condition, reason: state.cannot })
    else shown.push(specimen(type, condition, condition, condition, states.panel, state))
  }
  for (const [id, state] of Object.entries(states.more ?? {}))
    shown.push(specimen(type, id, 'live', `${state.names.zh} · ${state.names.en}`, states.panel, state))
  return { shown, impossible }
}

/** Every specimen of the gallery. */
export function allSpecimens(): readonly Specimen[] {
  return PANEL_TYPES.flatMap((type) => specimensOf(type).shown)
}

function specimen(
  type: PanelType,
  id: string,
  condition: Condition,
  caption: string,
  panel: PanelOf<PanelType>,
  state: PanelState<PanelType>,
): Specimen {
  return {
    ...state,
    id: `${type}-${id}`,
    type,
    condition,
    caption,
    panel: state.panel ?? panel,
    told: state.told ?? TOLD[condition],
  }
}
