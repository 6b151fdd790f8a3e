import type { Catalogue } from '#contract/catalogue.ts'
import type { AttributeValue, EntityRow } from '#contract/entity.ts'
import type { EntityKind } from '#contract/entity-kind.ts'
import { keyOf, uniform } from '../noise.ts'
import { type AttributeFacts, type EntityFacts, factsOf, readEntityFacts } from './entity-facts.ts'
import { type Boundaries, type Town, townsOf } from './ground.ts'
import { type Movement, movementOf } from './movement.ts'
import { makeRoads, type Roads } from './roads.ts'

/** One thing of the simulated city. */
export interface SimulatedEntity {
  readonly id: string
  readonly kind: EntityKind
  readonly names: { readonly zh: string; readonly en: string }
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly everyMs: number
  /** When in its rhythm it speaks, ms, so that not all speak at once. */
  readonly phase: number
  readonly key: number
  readonly movement: Movement
}

/** Everything with an identity in the simulated city. */
export interface Fleet {
  readonly entities: readonly SimulatedEntity[]
  /** The first word about everything: what it is and where. By department. */
  opening(at: number): ReadonlyMap<string, readonly EntityRow[]>
  /** What is said by those whose turn comes with from < t ≤ to, by department. */
  due(from: number, to: number): ReadonlyMap<string, readonly EntityRow[]>
}

/** What devices write when they do not know where they are: each feed has its own custom. */
const NOWHERE: readonly NonNullable<EntityRow['place']>[] = [
  { lon: 181, lat: 91 },
  { lon: 0, lat: 0 },
  { lon: 9_999_999, lat: 9_999_999 },
]

/** Stretches in which a device has a fix or has none, ms, and how often it has none. */
const FIX_MS = 600_000
const LOST_SHARE = 0.02

/** Share of what stands still whose place nobody ever wrote down. */
const NEVER_PLACED_SHARE = 0.004

/** A town of this many people has as many things as the facts say; smaller and larger ones in proportion, within bounds. */
const MIDDLING_PEOPLE = 250_000
const SMALLEST_SHARE = 0.4
const LARGEST_SHARE = 2.5

export function makeFleet(catalogue: Catalogue, boundaries: Boundaries | undefined, seed: number): Fleet {
  const towns = townsOf(catalogue, boundaries, seed)
  const roads = makeRoads(towns, seed)
  const known = readEntityFacts()
  const entities = (catalogue.entityKinds ?? []).flatMap((kind) => {
    const facts = factsOf(kind, known)
    return towns.flatMap((town) => inTown(kind, facts, town, { towns, roads, seed }))
  })
  const say = (speakers: Iterable<SimulatedEntity>, row: (entity: SimulatedEntity) => EntityRow) => {
    const rows = new Map<string, EntityRow[]>()
    for (const entity of speakers) {
      const { department } = entity.kind
      const own = rows.get(department) ?? []
      own.push(row(entity))
      rows.set(department, own)
    }
    return rows
  }
  return {
    entities,
    opening: (at) => say(entities, (entity) => ({ ...report(entity, at), ...introduction(entity) })),
    due: (from, to) =>
      say(
        entities.filter((entity) => turn(entity, to) !== turn(entity, from)),
        (entity) => report(entity, to),
      ),
  }
}

function turn({ everyMs, phase }: SimulatedEntity, at: number): number {
  return Math.floor((at + phase) / everyMs)
}

interface Ground {
  readonly towns: readonly Town[]
  readonly roads: Roads
  readonly seed: number
}

function inTown(kind: EntityKind, facts: EntityFacts, town: Town, { towns, roads, seed }: Ground): SimulatedEntity[] {
  const { area } = town
  const share = Math.min(LARGEST_SHARE, Math.max(SMALLEST_SHARE, (area.population ?? MIDDLING_PEOPLE) / MIDDLING_PEOPLE))
  const count = Math.max(1, Math.round(facts.perTown * share))
  const { zh, en } = area.short ?? area.names
  return Array.from({ length: count }, (_, index): SimulatedEntity => {
    const id = `${kind.id}-${area.code}-${String(index + 1).padStart(3, '0')}`
    const key = keyOf(seed, id)
    const stands = town.somewhere(key, 0)
    return {
      ...{ id, kind, key, everyMs: facts.everyMs, phase: Math.floor(uniform(key, 9) * facts.everyMs) },
      names: { zh: `${zh}${kind.names.zh}${index + 1}号`, en: `${en} ${kind.names.en.toLowerCase()} ${index + 1}` },
      attributes: Object.fromEntries(
        (kind.attributes ?? []).flatMap(({ id }, place) => {
          const fact = facts.attributes[id]
          return fact ? [[id, attributeOf(fact, key, place)]] : []
        }),
      ),
      movement: facts.motion ? movementOf(facts.motion, town, towns, roads, key) : () => ({ place: stands }),
    }
  })
}

function attributeOf(facts: AttributeFacts, key: number, place: number): AttributeValue {
  const draw = (n: number) => uniform(key, 100 + place * 20 + n)
  if ('choice' in facts) return facts.choice[Math.floor(draw(0) * facts.choice.length)] as string
  if ('range' in facts) {
    const [least, most, step] = facts.range
    return least + Math.round((draw(0) * (most - least)) / step) * step
  }
  return facts.pattern.replace(/[?#]/g, (sign, at: number) =>
    sign === '#' ? String(Math.floor(draw(at) * 10)) : 'ABCDEFGHJKLMNPQRSTUVWXYZ'.charAt(Math.floor(draw(at) * 24)),
  )
}

function introduction({ kind, names, attributes }: SimulatedEntity) {
  return { kind: kind.id, names, attributes, department: kind.department }
}

function report(entity: SimulatedEntity, at: number): EntityRow {
  return { id: entity.id, time: new Date(at).toISOString(), place: saidPlace(entity, at) }
}

/** Where it says it is: nowhere, in the words of its feed, while it has no fix. */
function saidPlace({ key, kind, movement }: SimulatedEntity, at: number): EntityRow['place'] {
  const isLost = kind.moves ? uniform(key, 50_000 + Math.floor(at / FIX_MS)) < LOST_SHARE : uniform(key, 7) < NEVER_PLACED_SHARE
  if (isLost) return NOWHERE[Math.floor(uniform(key, 8) * NOWHERE.length)] as EntityRow['place']
  const { place, ...motion } = movement(at)
  return { lon: Number(place[0].toFixed(6)), lat: Number(place[1].toFixed(6)), ...motion }
}
