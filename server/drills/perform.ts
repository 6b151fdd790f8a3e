import type { DrillAction, DrillActionKind } from '#contract/drill.ts'
import type { EntitiesAnswer } from '#contract/entity.ts'
import { CASUALTY_FIGURES, isGraver, type Level, type Mark } from '#contract/incident.ts'
import type { Address } from '#contract/order.ts'
import type { WarningPlan } from '#contract/warning.ts'
import type { Person } from './person.ts'
import { type Incident, NotThereYet, personOf, type Stage, theIncident } from './stage.ts'

type ActionOf<Kind extends DrillActionKind> = Extract<DrillAction, { what: Kind }>
type Perform<Kind extends DrillActionKind> = (stage: Stage, person: Person, action: ActionOf<Kind>) => Promise<void>

/** The player who commands. */
const COMMANDER = 'chief'

/** Does what a player is to do, by the route people use for it. Throws CommandRefused. */
export function perform(stage: Stage, player: string, action: DrillAction): Promise<void> {
  return (PERFORM[action.what] as Perform<DrillActionKind>)(stage, personOf(stage, player), action as never)
}

const PERFORM: { readonly [Kind in DrillActionKind]: Perform<Kind> } = {
  warn: async (stage, person, { warning, colour, areas, headline, circle }) => {
    const plan = await person.get<WarningPlan>('/api/warnings/plan')
    const kind = plan.kinds.find(({ id }) => id === warning)
    const grade = kind?.grades[colour]
    if (!kind || !grade) throw new Error(`there is no ${colour} warning of the kind ${warning}`)
    const { severity, urgency, certainty, description, instruction } = grade
    const drawn = circle === undefined ? undefined : await markOf(stage, circle)
    await person.command('/api/warnings', {
      draft: {
        ...{ kind: warning, colour, severity, urgency, certainty, areas, headline, description, instruction },
        untilAt: stage.city.now() + kind.hours * 3_600_000,
        ...(drawn && { circle: { centre: drawn.geometry.coordinates, radiusMetres: drawn.radiusMetres } }),
      },
    })
  },
  open: async (stage, person, { level, text, isExpected }) => {
    const { drill, incident } = stage
    const { id } = await person.command('/api/incidents', {
      ...{ class: drill.class, subtype: drill.subtype, place: drill.place, what: text, title: drill.names.zh.slice(0, 60), level },
      ...(isExpected !== undefined && { isExpected }),
      ...(incident !== undefined && { join: incident }),
    })
    stage.incident ??= id
    if (incident === undefined) return
    const { state } = await theIncident(stage, person)
    if (state.place.area !== drill.place.area || state.title !== drill.names.zh.slice(0, 60))
      await to(stage, person, 'describe', { title: drill.names.zh.slice(0, 60), place: drill.place })
  },
  level: async (stage, person, { to: level }) => changeLevel(stage, person, 'event', level),
  response: async (stage, person, { level }) => changeLevel(stage, person, 'response', level),
  report: async (stage, person, { report, mode, to: whom }) => {
    const { state } = await theIncident(stage, person)
    const known = { time: new Date(state.receivedAt).toISOString(), place: state.place.text ?? state.place.area }
    const fields = {
      ...known,
      source: state.links[0]?.channel ?? '',
      cause: state.title,
      handling: '按预案处置',
      reporter: person.name,
    }
    await to(stage, person, 'reports', { kind: report, mode, to: whom, fields })
  },
  order: async (stage, person, { title, to: whom, minutes }) => {
    const { state } = await theIncident(stage, person)
    await person.command('/api/orders', {
      ...{
        incident: stage.incident,
        term: state.command.term,
        title,
        to: addresses(stage, whom),
        slaMinutes: minutes,
        issue: true,
      },
    })
  },
  say: async (stage, person, { text }) => to(stage, person, 'messages', { text }),
  draw: async (stage, person, { mark, as, label, position, metres }) => {
    stage.notes.drawnMs.set(mark, performance.now())
    await to(stage, person, 'marks', {
      ...{ mark, after: 0, kind: as, label, geometry: { type: 'Point', coordinates: position } },
      ...(metres !== undefined && { radiusMetres: metres }),
    })
  },
  count: async (stage, person, { source, dead, serious, minor, missing }) => {
    const { state } = await theIncident(stage, person)
    const last = state.casualties.at(-1)
    const said: Partial<Record<(typeof CASUALTY_FIGURES)[number], number>> = { dead, serious, minor, missing }
    const figures = Object.fromEntries(CASUALTY_FIGURES.map((figure) => [figure, said[figure] ?? last?.figures[figure] ?? null]))
    const isLower = CASUALTY_FIGURES.some((figure) => (figures[figure] ?? -1) < (last?.figures[figure] ?? -1))
    const body = { after: last?.version ?? 0, figures, source, ...(isLower && { reason: '核实后订正' }) }
    await to(stage, person, 'casualties', body)
  },
  'call-roll': async (stage, person, { players, minutes }) => {
    const people = players.map((player) => accountOf(stage, player))
    await to(stage, person, 'roll-call', { people, withinMinutes: minutes })
  },
  phase: async (stage, person, { phase }) => {
    const { state } = await commanded(stage, person)
    await to(stage, person, 'phase', { phase, term: state.command.term })
  },
  'look-up': async (stage, person, { entities, attribute, value }) => {
    const began = performance.now()
    const query = new URLSearchParams({ kind: entities, attribute, value })
    const answer = await person.get<EntitiesAnswer>(`/api/entities?${query}`)
    stage.notes.lookUp = { ids: answer.entities.map(({ id }) => id), ms: performance.now() - began }
  },
}

/** Commands something about the incident of the drill. */
async function to(stage: Stage, person: Person, verb: string, body: object): Promise<void> {
  await person.command(`/api/incidents/${stage.incident}/${verb}`, body)
}

/** The incident with this person in command of it: taken where nobody has it, or the lease ran out. */
async function commanded(stage: Stage, person: Person): Promise<Incident> {
  const incident = await theIncident(stage, person)
  const { command, endedAt } = incident.state
  const isThere = command.commander !== undefined && command.lapsedAt === undefined && (command.leaseEndsAt ?? 0) > stage.city.now()
  if (isThere || endedAt !== undefined) return incident
  await to(stage, person, 'command/take', { term: command.term, post: '总指挥' })
  return theIncident(stage, person)
}

/** Says that the commander is still there, once half of the lease is over. */
export async function keepCommand(stage: Stage): Promise<void> {
  if (stage.incident === undefined) return
  const known = stage.desk.matters.get(stage.incident) as Incident | undefined
  const { command, endedAt } = known?.state ?? {}
  if (!command?.commander || command.lapsedAt !== undefined || endedAt !== undefined) return
  const person = personOf(stage, COMMANDER)
  if (command.commander.id !== accountOf(stage, COMMANDER)) return
  const leftMs = (command.leaseEndsAt ?? 0) - stage.city.now()
  if (leftMs > 0 && leftMs <= HALF_LEASE_MS) await to(stage, person, 'command/renew', { term: command.term })
}

/** A lease is renewed this long before it ends, ms. */
const HALF_LEASE_MS = 450_000

async function changeLevel(stage: Stage, person: Person, field: 'event' | 'response', level: Level): Promise<void> {
  const { state } = await commanded(stage, person)
  const from = state.levels[field]?.level ?? null
  if (from === level) return
  const reason = isGraver(level, from ?? undefined) ? '研判升级' : '形势缓解'
  await to(stage, person, 'level', { field, from, to: level, reason, term: state.command.term })
}

/** The account of a player. */
export function accountOf(stage: Stage, player: string): string {
  return personOf(stage, player).id
}

function addresses({ tree }: Stage, whom: ActionOf<'order'>['to']): readonly Address[] {
  if ('department' in whom) return [{ kind: 'department', department: whom.department, area: tree.root.code }]
  if ('town' in whom) return [{ kind: 'role', role: 'town-staff', area: whom.town }]
  return [...tree.byCode.values()]
    .filter(({ level }) => level === 'town')
    .map(({ code }) => ({ kind: 'role', role: 'town-staff', area: code }))
}

async function markOf(stage: Stage, id: string): Promise<Mark & { readonly geometry: { readonly type: 'Point' } }> {
  const { state } = await theIncident(stage)
  const mark = state.marks.find((one) => one.id === id)
  if (mark?.geometry.type !== 'Point') throw new NotThereYet(`there is no circle ${id} on the map`)
  return mark as Mark & { readonly geometry: { readonly type: 'Point' } }
}
