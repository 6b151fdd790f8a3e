import type { EntityAnswer } from '#contract/entity.ts'
import { Refusal } from '#contract/errors.ts'
import type { IngestAnswer } from '#contract/observation.ts'
import { type Clock, systemClock } from '../clock/system-clock.ts'
import { leadAlone } from '../cluster/lead-alone.ts'
import { leaderOnly } from '../cluster/leader-only.ts'
import type { Leadership } from '../cluster/leadership.ts'
import { openPeerDoor, type PeerWorks } from '../cluster/peer-door.ts'
import { standForLead } from '../cluster/stand-for-lead.ts'
import { type Undo, whileLeading } from '../cluster/while-leading.ts'
import type { Entities } from '../entities/entities.ts'
import { ENTITY_CHANNEL } from '../entities/entity-store.ts'
import type { IngestRequest, MemberHub } from '../hub/hub-port.ts'
import type { OpenRecord } from '../open-record/open-record.ts'
import { type Database, openDatabase } from '../record/database.ts'
import { NotLeading } from '../record/fence.ts'
import { fencedDatabase } from '../record/fenced-database.ts'
import { REVISION_CHANNEL, tracedRevision } from '../record/postgres/revision-call.ts'

export interface JoinParts {
  readonly record: OpenRecord
  /** Name of this server among the others. */
  readonly me: string
  /** Where the others reach it; undefined where it is alone. */
  readonly at: { readonly host: string; readonly port: number } | undefined
  readonly clock: Clock
  /** Where an operator reads; a pino logger fits. */
  readonly log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void }
  /** Called when a server that should be alone is not, and when the database is another by now. */
  onLost(): void
}

/** This server among those that have the same record: one that is alone always leads. */
export interface Membership {
  readonly leadership: Leadership
  /** The database for the work of the leader: each transaction proves that this server still leads. */
  readonly leaders: Database
  /** Wakes only while this server leads. */
  readonly leadersClock: Clock
  /** Does something whenever this server leads, and ends it when it leads no more. Resolves to the undo. */
  whileLeading(begin: () => Undo | Promise<Undo>): Promise<() => Promise<void>>
  /** Lets a hub lead and follow with this server, and gives the intake of figures that reaches the leader from anywhere. */
  shareHub(hub: MemberHub): Promise<Pick<MemberHub, 'ingest' | 'isFull'>>
  /** The same for things with an identity. */
  shareEntities(entities: Entities): Entities['take']
  /** Leaves the lead to the others, while what is under way here still reaches them. */
  resign(): Promise<void>
  close(): Promise<void>
}

/** How long the lease waits for the database, ms: shorter than it lasts. */
const LEASE_PATIENCE_MS = 2_000

/** How often new places are looked for while nobody could be heard calling out, ms. */
const ENTITIES_EVERY_MS = 1_000

/** Opens the way to the others, if there may be any. Throws StartupFault, RecordFault. */
export async function joinCluster(parts: JoinParts): Promise<Membership> {
  return parts.at ? joinOthers(parts, parts.at) : stayAlone(parts)
}

async function stayAlone({ record, me, clock, log, onLost }: JoinParts): Promise<Membership> {
  const leadership = await leadAlone(record.database, me, onLost)
  return {
    leadership,
    leaders: fencedDatabase(record.database, leadership),
    leadersClock: clock,
    whileLeading: whileIn(leadership, clock, log),
    shareHub: async (hub) => hub,
    shareEntities: ({ take }) => take,
    resign: () => leadership.resign(),
    close: () => leadership.close(),
  }
}

async function joinOthers(
  { record, me, clock, log, onLost }: JoinParts,
  address: NonNullable<JoinParts['at']>,
): Promise<Membership> {
  const [row] = await record.database.query<{ secret: string }>('select secret from guanlan.cluster')
  const secret = row?.secret ?? ''
  const door = await openPeerDoor(address, () => secret)
  const own = openDatabase(record.role.url, { connections: 2, patienceMs: LEASE_PATIENCE_MS })
  const leadership = await standForLead({
    // Who leads is agreed on by the time of this world, in a drill as well.
    ...{ database: own, me, address: door.address, every: systemClock.every, monotonic: () => performance.now() },
    onOther: onLost,
    log: (sentence, fields) => log.warn({ ...fields, member: me }, sentence),
  })
  const whileLeading = whileIn(leadership, clock, log)
  const cluster = { leadership, secret }
  const works: Record<string, PeerWorks[string]> = {}
  const open = (name: string, work: PeerWorks[string]) => {
    works[name] = work
    door.open(works)
  }
  const undo: (() => unknown)[] = [() => own.close(), () => door.close()]
  const isFollowing = () => leadership.term() === undefined
  return {
    leadership,
    leaders: fencedDatabase(record.database, leadership),
    leadersClock: { now: clock.now, every: (ms, run) => clock.every(ms, () => (isFollowing() ? undefined : run())) },
    whileLeading,
    shareHub: async (hub) => {
      const heard = record.database.listen(REVISION_CHANNEL, (said) => {
        if (!isFollowing()) return
        const traced = tracedRevision(said)
        if (traced) hub.noteTraced(traced.revision, traced.place)
        void hub.tick()
      })
      const stop = await whileLeading(() => {
        hub.lead()
        return () => hub.follow()
      })
      undo.push(() => heard.close(), stop)
      open('observations', (request: IngestRequest) =>
        hub.isFull() ? Promise.reject(new Refusal('hub/busy')) : hub.ingest(request),
      )
      const isFull = () => hub.isFull()
      return { isFull, ingest: leaderOnly<IngestRequest, IngestAnswer>('observations', (request) => hub.ingest(request), cluster) }
    },
    shareEntities: (entities) => {
      const readOn = () => isFollowing() && void entities.readOn().catch(() => undefined)
      const heard = record.database.listen(ENTITY_CHANNEL, readOn)
      // What could not be read when it was called out is read now.
      undo.push(() => heard.close(), clock.every(ENTITIES_EVERY_MS, readOn))
      type Asked = Parameters<Entities['take']>
      const take = (asked: Asked): Promise<EntityAnswer> =>
        isFollowing() ? Promise.reject(new NotLeading()) : entities.take(...asked)
      open('entities', take)
      const shared = leaderOnly<Asked, EntityAnswer>('entities', take, cluster)
      return (...asked) => shared(asked)
    },
    resign: () => leadership.resign(),
    close: async () => {
      await leadership.resign()
      await leadership.close()
      for (const end of undo.splice(0).reverse()) await end()
    },
  }
}

function whileIn(leadership: Leadership, { every }: Clock, log: JoinParts['log']): Membership['whileLeading'] {
  return async (begin) => {
    const onFault = (err: unknown) => log.warn({ err }, 'The work of the leader could not be begun; it is tried again.')
    const undo = await whileLeading(leadership, { begin, every, onFault })
    return async () => undo()
  }
}
