import type { Alarm } from './alarm.ts'
import { waits } from './alarm.ts'
import type { AlarmCause } from './alarm-rule.ts'
import type { AreaTree } from './catalogue.ts'

/** Alarms that have one cause in one part of the city. */
export interface AlarmGroup {
  /** The same for as long as the group stands. */
  readonly key: string
  readonly cause?: AlarmCause
  /** The gravest that waits, else the gravest. */
  readonly worst: Alarm
  /** All of them, those that wait first, the gravest first, the newest first. */
  readonly alarms: readonly Alarm[]
  /** The smallest area they all lie in. */
  readonly area: string
}

/** A cause that stands in more zones than this is the city’s. */
const MOST_ZONES = 2

/**
 * Puts alarms together by cause: those of one cause (or of one rule, where it names none) in one part of the city; and what a
 * silent department explains, with its silence. A flood is one row, not forty. Gravest and newest first. Pure.
 */
export function groupAlarms(alarms: readonly Alarm[], tree: AreaTree): readonly AlarmGroup[] {
  const silent = new Set(
    alarms.flatMap(({ state }) => (state.rule.kind === 'silence' && !state.metric ? (state.department ?? []) : [])),
  )
  const families = new Map<string, Alarm[]>()
  for (const alarm of alarms) push(families, familyOf(alarm, silent), alarm)
  const groups: AlarmGroup[] = []
  for (const [family, members] of families) {
    const zones = new Set(members.map(({ state }) => zoneOf(state.area, tree)))
    const isWide = zones.has(tree.root.code) || zones.size > MOST_ZONES
    const parts = new Map<string, Alarm[]>()
    for (const alarm of members) push(parts, isWide ? tree.root.code : zoneOf(alarm.state.area, tree), alarm)
    for (const [part, some] of parts) groups.push(groupOf(`${family}@${part}`, some, tree))
  }
  return groups.sort((a, b) => inOrder(a.worst, b.worst) || (a.key < b.key ? -1 : 1))
}

/** Which alarm is looked at first: one that waits before one that does not, the graver, the newer. */
export function inOrder(a: Alarm, b: Alarm): number {
  return rank(a) - rank(b) || b.openedAt - a.openedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function rank({ state }: Alarm): number {
  const gravity = state.severity === 'critical' ? 0 : 1
  if (waits(state)) return gravity
  return (state.response.kind === 'acknowledged' ? 2 : 4) + gravity
}

function familyOf({ state: { rule, department } }: Alarm, silent: ReadonlySet<string>): string {
  if (rule.kind === 'silence' && department !== undefined && silent.has(department)) return `silence.${department}`
  return rule.cause?.id ?? rule.id
}

function groupOf(key: string, members: readonly Alarm[], tree: AreaTree): AlarmGroup {
  const alarms = [...members].sort(inOrder)
  const [worst] = alarms as [Alarm]
  const { cause } = worst.state.rule
  return { key, ...(cause && { cause }), worst, alarms, area: commonArea(alarms, tree) }
}

function commonArea(alarms: readonly Alarm[], tree: AreaTree): string {
  const [first, ...others] = alarms.map(({ state }) => tree.path(state.area).map(({ code }) => code))
  return first?.find((code) => others.every((path) => path.includes(code))) ?? tree.root.code
}

/** The zone an area lies in; the area above it all for what is larger, or lies in none. */
function zoneOf(area: string, tree: AreaTree): string {
  return tree.path(area).find(({ level }) => level === 'zone')?.code ?? tree.root.code
}

function push(groups: Map<string, Alarm[]>, key: string, alarm: Alarm): void {
  const group = groups.get(key)
  if (group) group.push(alarm)
  else groups.set(key, [alarm])
}
