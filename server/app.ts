import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify'
import type { CaseTables } from '#contract/case-tables.ts'
import type { TicketAnswer } from '#contract/case-ticket.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { CommandTables } from '#contract/command-tables.ts'
import type { Drill } from '#contract/drill.ts'
import type { DutyRoster } from '#contract/duty-roster.ts'
import { Refusal } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import { access } from './access/access.ts'
import { guard } from './access/guard/guard.ts'
import { openWatch } from './access/guard/watch.ts'
import { isLoopbackAddress } from './access/hardening/addresses/address-list.ts'
import { callerAddress } from './access/hardening/addresses/caller-address.ts'
import { barrier } from './access/hardening/barrier.ts'
import { HandshakePace } from './access/hardening/limits/handshake-pace.ts'
import { subjectLimits } from './access/hardening/limits/limits.ts'
import type { Access } from './access/open-access.ts'
import type { Protection } from './access/open-protection.ts'
import { oversight } from './access/oversight.ts'
import type { Subject } from './access/policy/subject.ts'
import { CitiesInScope } from './access/scope/cities-in-scope.ts'
import { enrolment } from './access/screens/enrolment.ts'
import { alarms } from './alarms/alarms.ts'
import { api } from './api/api.ts'
import type { Metrics } from './api/metrics.ts'
import { openapi } from './api/openapi.ts'
import { SourceActivity } from './api/source-activity.ts'
import { caseCounter } from './cases/case-counter.ts'
import { caseParts } from './cases/case-verb.ts'
import { cases } from './cases/cases.ts'
import { ticketDoor } from './cases/ticket-door.ts'
import type { FindArea } from './city/area-finder.ts'
import { type Clock, systemClock } from './clock/system-clock.ts'
import type { Works } from './clock/works.ts'
import { decisions } from './decisions/decisions.ts'
import type { DrillHost } from './drill-runs/drill-host.ts'
import { drillRuns } from './drill-runs/drill-runs.ts'
import type { Entities } from './entities/entities.ts'
import { entityDoor } from './entities/entity-door.ts'
import { entityRoutes } from './entities/entity-routes.ts'
import { trackBlockRoutes } from './entities/track-block-routes.ts'
import { figuresExport } from './export/figures-export.ts'
import { files } from './files/files.ts'
import { answerBrokenRequest } from './front-door/broken-request.ts'
import type { FrontDoor } from './front-door/front-door.ts'
import type { Hub } from './hub/hub-port.ts'
import { replayMetric } from './hub/replay.ts'
import { incidents } from './incidents/incidents.ts'
import { attachLive } from './live/live.ts'
import { isOfOtherCity } from './live/other-city.ts'
import type { MatterBook } from './matters/matter-book.ts'
import { matters } from './matters/matters.ts'
import type { Lives } from './matters/sight.ts'
import { open } from './open/open.ts'
import type { Publisher } from './open/publisher.ts'
import { operation } from './operation/operation.ts'
import { measureOperation } from './operation/operation-metrics.ts'
import { recordStates } from './operation/record-state.ts'
import { addressBook } from './orders/addressee.ts'
import { orders } from './orders/orders.ts'
import { DRILL_WORDS, markFiles, namesOnPaper } from './pages/mark-files.ts'
import { screens } from './pages/screens.ts'
import { contentSecurityPolicy, securityHeaders } from './pages/security-headers.ts'
import type { Paging } from './paging/open-paging.ts'
import { plans } from './plans/plans.ts'
import { problems, sendProblem, toProblem } from './problem.ts'
import type { RecordStore } from './record/record-store.ts'
import { reminders } from './reminders/reminders.ts'
import { resources } from './resources/resources.ts'
import { stocksIn } from './resources/stock-of.ts'
import { reviews } from './reviews/reviews.ts'
import { shifts } from './shifts/shifts.ts'
import { door } from './sources/http/door.ts'
import { traceRequests } from './tracing/trace-requests.ts'
import type { Tracing } from './tracing/tracing.ts'
import { warningFeed } from './warnings/open/warning-feed.ts'
import { warningDoor } from './warnings/warning-door.ts'
import { type WarningCity, warningParts } from './warnings/warning-parts.ts'
import { warnings } from './warnings/warnings.ts'

export interface AppParts {
  readonly front: FrontDoor
  readonly catalogue: Catalogue
  readonly cityFolder: string
  readonly store: RecordStore
  readonly hub: Hub
  /** Takes figures in, wherever the leader is; left out, the hub does. */
  readonly intake?: Pick<Hub, 'ingest' | 'isFull'>
  readonly clock: Clock
  /** What the product does by itself; those that wait are told of to whoever looks after it. */
  readonly works: Pick<Works, 'waiting'>
  readonly metrics: Metrics
  /** Told how long the work takes; undefined where nobody wants to know. */
  readonly tracing: Tracing | undefined
  /** Folder of the built client. */
  readonly dist: string
  readonly log: FastifyBaseLogger
  readonly origins: readonly string[]
  readonly access: Access
  readonly protection: Protection
  /** Everything with an identity. */
  readonly entities: Entities
  /** Kinds of incident, level arithmetic and report deadlines of the city. */
  readonly command: CommandTables
  /** Categories of cases, time limits, the working calendar. */
  readonly cases: CaseTables
  /** In which area a place lies. */
  readonly findArea: FindArea
  /** Plans of response of the city. */
  readonly plans: readonly Plan[]
  /** In whose name warnings are issued, and the shapes they are matched to. */
  readonly warningCity: WarningCity
  /** Makes what is published; undefined where the city publishes nothing. */
  readonly publisher: Publisher | undefined
  /** What people deal with, as it stands. */
  readonly paging: Pick<Paging, 'pushKey'> & { readonly roster: DutyRoster | undefined }
  readonly book: MatterBook
  readonly lives: Lives
  /** Drills of the city, and who plays them. */
  readonly drills: readonly Drill[]
  readonly drillHost: DrillHost
}

export interface App {
  /** Lets screens and sources go: says so on every socket, finishes the requests under way, stops listening. */
  close(): Promise<void>
}

/** What sources say is handed on to the leader. */
const SOURCES = '/api/hub/'

/** Whether a request would change something here: what a server that does not hear the record can only keep waiting. */
function isCommand(method: string, url: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS' && !url.startsWith(SOURCES)
}

/** Composes the rooms of the server and opens the front door to them. */
export async function openApp(parts: AppParts): Promise<App> {
  const { front, catalogue, cityFolder, store, hub, clock, works, metrics, tracing, log, origins } = parts
  const { identity, endings } = parts.access
  const { protection, entities } = parts
  const { book, lives } = parts
  const cities = new CitiesInScope(catalogue)
  const tree = areaTree(catalogue.areas)
  const watch = openWatch({
    ...{ ...identity, endings, origins, adminNetworks: protection.adminNetworks, every: clock.every },
    onFault: (fault) => log.error({ err: fault }, 'A refusal could not be written into the audit.'),
  })
  const handshakes = new HandshakePace(clock.now)
  const activity = new SourceActivity()
  let routes: RequestListener | undefined
  const app = Fastify({
    loggerInstance: log,
    // As long as a whole request line may be: what is too long for a field is refused by its schema, as a problem.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    logController: new LogController({ disableRequestLogging: true }),
    // An address that cannot be read comes to no route, and so to no handler of errors.
    frameworkErrors: (error, request, reply) => sendProblem(reply, toProblem(error, request.id)),
    trustProxy: protection.proxies.entries.length > 0 && ((address) => protection.proxies.has(address)),
    clientErrorHandler: answerBrokenRequest,
    genReqId: () => randomUUID(),
    serverFactory: (handler) => {
      routes = handler
      return front.server
    },
  })
  if (tracing) await app.register(traceRequests, { tracing })
  await app.register(problems)
  app.addHook('onError', async (_request, _reply, error) => metrics.refused(toProblem(error).code))
  if (catalogue.drill) await app.register(markFiles)
  await app.register(securityHeaders, { map: catalogue.city.map, isSecure: identity.isSecure })
  await app.register(barrier, { blocks: protection.blocks, database: identity.database })
  app.addHook('onRequest', async ({ method, url }) => {
    if (hub.isCutOff() && isCommand(method, url)) throw new Refusal('record/unavailable')
  })
  await app.register(guard, watch.requests)
  await app.register(subjectLimits)
  await app.register(openapi)
  await app.register(access, parts.access)
  await app.register(oversight, {
    ...{ identity, protection, origins: origins.length, isLoopback: isLoopbackAddress(front.address) },
    contentSecurityPolicy: contentSecurityPolicy(catalogue.city.map),
  })
  await app.register(enrolment, { ...identity, catalogue })
  await app.register(door, {
    hub: () => parts.intake ?? hub,
    findSource: (hash) => store.findSource(hash),
    now: clock.now,
    tracing,
    onAnswer: (source, answer, ms) => {
      activity.note(source, answer, clock.now())
      metrics.ingested(source, answer, ms)
    },
  })
  await app.register(entityDoor, {
    entities,
    findSource: (hash) => store.findSource(hash),
    onAnswer: (source, answer, ms) => {
      const { accepted, late, duplicates, rejected, rejectedCount } = answer
      const told = { accepted: accepted + late, duplicates, corrections: 0, conflicts: 0, rejected, rejectedCount }
      activity.note(source, told, clock.now())
      metrics.ingested(source, told, ms)
    },
  })
  await app.register(api, {
    cityOf: (subject) => cities.of(subject),
    cityFolder,
    hub: () => hub,
    pingRecord: () => store.head(),
    revisionAt: (at) => store.revisionAt(at),
    begunAt: () => store.begunAt(),
    replay: (request, model) => replayMetric(request, { store, model }),
    sources: () => store.sources(),
    activity,
    metrics,
    now: clock.now,
  })
  const { roster, pushKey } = parts.paging
  await app.register(reminders, { ...identity, tree })
  await app.register(alarms, { ...identity, tree, calendar: hub.model.calendar, roster, pushKey })
  await app.register(matters, { database: identity.database, lives, tree })
  await app.register(figuresExport, {
    ...identity,
    cityOf: (subject) => cities.of(subject),
    hub: () => hub,
    revisionAt: (at) => store.revisionAt(at),
  })
  const catalogueOf = (subject: Subject) => cities.of(subject).catalogue
  await app.register(entityRoutes, { entities, database: identity.database, catalogueOf, now: clock.now })
  await app.register(trackBlockRoutes, { database: identity.database, epoch: () => hub.epoch, catalogueOf, now: clock.now })
  const warning = warningParts({ ...identity, catalogue, tree, ...parts.warningCity })
  await app.register(warningDoor, { ...warning, findSource: (hash) => store.findSource(hash) })
  await app.register(warnings, warning)
  await app.register(warningFeed, { ...warning, publicUrl: identity.publicUrl })
  const command = { ...identity, tree, tables: parts.command, timeZone: catalogue.city.timeZone }
  await app.register(files, { ...identity, tree })
  await app.register(incidents, command)
  const stockOf = stocksIn(entities.book, catalogue.entityKinds ?? [])
  const ordering = { ...command, book: addressBook(catalogue, tree), stockOf }
  await app.register(orders, { ...ordering, lives })
  await app.register(decisions, { ...ordering, hub, modelOf: (subject: Subject) => cities.of(subject).model })
  await app.register(reviews, {
    ...{
      ...identity,
      timeZone: catalogue.city.timeZone,
      cityNames: namesOnPaper(catalogue),
      ...(catalogue.drill && { mark: DRILL_WORDS }),
    },
    city: { tree, department: (id: string) => catalogue.city.departments.find((one) => one.id === id)?.names },
    metricNames: (metric: string) => hub.model.metrics.get(metric)?.names,
  })
  await app.register(shifts, { ...identity, roster, calendar: hub.model.calendar, tree, lives })
  await app.register(plans, { ...ordering, plans: parts.plans })
  await app.register(resources, {
    ...{ database: identity.database, entities: entities.book, tables: parts.command, tree, catalogueOf, now: clock.now },
  })
  const counter = caseCounter({ database: identity.database, book, tree, clock })
  const caseCity = { ...identity, ...caseParts({ catalogue, tree, tables: parts.cases, calendar: hub.model.calendar }) }
  await app.register(cases, caseCity)
  await app.register(ticketDoor, {
    ...{ ...caseCity, findArea: parts.findArea, findSource: (hash: string) => store.findSource(hash) },
    onAnswer: (source: string, answer: TicketAnswer, ms: number) => {
      const { accepted, changed, duplicates, rejected, rejectedCount } = answer
      const told = { accepted: accepted + changed, duplicates, corrections: 0, conflicts: 0, rejected, rejectedCount }
      activity.note(source, told, clock.now())
      metrics.ingested(source, told, ms)
    },
  })
  await app.register(open, { publisher: parts.publisher, city: catalogue.city.id, now: clock.now })
  await app.register(screens, { folder: parts.dist, ...(catalogue.drill && { drill: catalogue.drill }) })
  await app.register(drillRuns, {
    ...{ ...identity, drills: parts.drills, host: parts.drillHost, root: tree.root.code, isDrill: catalogue.drill !== undefined },
  })
  metrics.follow(hub, clock.now)
  await app.register(operation, { facts: () => factsOf() })
  await app.ready()
  // Not before: a request that finds routes without their hooks ends the process.
  if (routes) front.open(routes)
  const live = attachLive({
    ...{ server: front.server, hub, clock, log, origins, tracing },
    ...{ matters: { book, lives, tree, counts: counter }, entities: entities.book },
    ...(catalogue.drill && { drill: catalogue.drill.id, pulse: systemClock }),
    guard: {
      admit: async (handshake) => {
        const { cookie, forwardedFor, drill, ...knock } = handshake
        const address = callerAddress(knock.address, forwardedFor, protection.proxies.has)
        if (protection.blocks.isBlocked(address)) throw new Refusal('access/blocked')
        if (isOfOtherCity(drill, parts.catalogue.drill?.id)) throw new Refusal('live/other-city')
        if (!handshakes.isWithin(address)) throw new Refusal('request/too-often')
        // At another server a screen may hear the record; here it would wait for as long as a question to the database does.
        if (hub.isCutOff()) throw new Refusal('record/unavailable')
        const known = await watch.admit({ ...knock, address, cookies: app.parseCookie(cookie ?? '') })
        const { model, catalogue } = cities.of(known.subject)
        return { ...known, model, kinds: new Set(catalogue.entityKinds?.map(({ id }) => id)) }
      },
      demand: watch.demand,
      onEnded: watch.onEnded,
    },
  })
  metrics.followLive(() => live.stats())
  const startedAt = clock.now()
  const recordState = recordStates(identity.database, clock.now)
  measureOperation({ registry: metrics.registry, record: recordState, book, works, socketKinds: live.kinds, now: clock.now })
  const factsOf = async () => {
    const { sockets: all, held } = live.stats()
    const known = await store.sources().catch(() => [])
    return {
      ...{ now: clock.now(), startedAt, revision: hub.revision(), isCutOff: hub.isCutOff(), record: await recordState() },
      ...{ works: works.waiting(), freshness: metrics.freshness(hub), sockets: { all, held, kinds: live.kinds() } },
      sources: known
        .filter(({ disabled }) => !disabled)
        .map(({ name }) => ({ name, receivedAt: activity.of(name)?.receivedAt ?? null })),
    }
  }
  return {
    close: async () => {
      await live.close()
      counter.close()
      await app.close()
      await watch.close()
    },
  }
}
