import { randomBytes } from 'node:crypto'
import { getHeapStatistics } from 'node:v8'
import { pino } from 'pino'
import type { Alarm } from '#contract/alarm.ts'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { Drill } from '#contract/drill.ts'
import type { DrillMark } from '#contract/drill-mark.ts'
import { TICK_MS } from '#contract/live.ts'
import type { Reminder } from '#contract/reminder.ts'
import { openProvider } from '../access/federation/provider.ts'
import { allowedFetch, fetchable } from '../access/hardening/fetching/allowed-fetch.ts'
import { isTrialAllowed } from '../access/identity/trial/trial.ts'
import { type NamedProvider, openAccess } from '../access/open-access.ts'
import { openProtection } from '../access/open-protection.ts'
import { relyingParty } from '../access/passkeys/relying-party.ts'
import { alarmNews } from '../alarms/alarm-news.ts'
import { openAlarms } from '../alarms/open-alarms.ts'
import { Metrics } from '../api/metrics.ts'
import { openApp } from '../app.ts'
import { caseParts } from '../cases/case-verb.ts'
import { lookAtCases } from '../cases/look-at-cases.ts'
import { areaFinder } from '../city/area-finder.ts'
import { loadBoundary } from '../city/load-boundary.ts'
import { loadCity } from '../city/load-city.ts'
import { atEase } from '../clock/at-ease.ts'
import { type Clock, systemClock } from '../clock/system-clock.ts'
import { type WorkName, Works } from '../clock/works.ts'
import { checkKeys, noteKeys } from '../cluster/same-keys.ts'
import type { Config } from '../config/config.ts'
import type { ProviderEnvironment } from '../config/provider-settings.ts'
import { lookAtDecisions } from '../decisions/look-at-decisions.ts'
import { DrillHost } from '../drill-runs/drill-host.ts'
import { openEntities } from '../entities/entities.ts'
import { openFrontDoor } from '../front-door/front-door.ts'
import { cityModel } from '../hub/city-model.ts'
import { frameRoomOf } from '../hub/frame-cache.ts'
import { buildHub } from '../hub/hub.ts'
import { HOURS_EVERY_MS, HOURS_SHARE, keepHours } from '../hub/keep-hours.ts'
import { metricPlans } from '../hub/metric-plan.ts'
import { lookAtIncidents } from '../incidents/look-at-incidents.ts'
import { keyFilesOf } from '../key-files.ts'
import { openMatterBook } from '../matters/matter-book.ts'
import { postgresOpenStore } from '../open/postgres-open-store.ts'
import { Publisher } from '../open/publisher.ts'
import { keepToCity } from '../open-record/city-of-data.ts'
import { claimRecord, openRecord } from '../open-record/open-record.ts'
import { lookAtOrders } from '../orders/look-at-orders.ts'
import { traceOrders } from '../orders/trace-orders.ts'
import { DIST } from '../pages/screens.ts'
import { openPaging } from '../paging/open-paging.ts'
import { lookAtPlans } from '../plans/look-at-plans.ts'
import { programVersion } from '../program-version.ts'
import { lookAtClusters } from '../readings/look-at-clusters.ts'
import { lookAtMeasures } from '../readings/look-at-measures.ts'
import { AUTHORITY_CHANNEL } from '../record/authority-channel.ts'
import { keepApart } from '../record/keep-apart.ts'
import { refuseSimulated } from '../record/simulated-sources.ts'
import { lookAtDebts } from '../reminders/look-at-debts.ts'
import { pagedReminders } from '../reminders/paged-reminders.ts'
import { reminderNews } from '../reminders/reminder-news.ts'
import type { EnrolledPlayer, ServedCity, ServerStep } from '../start/message.ts'
import { StartupFault } from '../startup-fault.ts'
import { openTracing } from '../tracing/open-tracing.ts'
import { tracedFetch } from '../tracing/traced-fetch.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { AreaShapes } from '../warnings/area-shapes.ts'
import { expireWarnings } from '../warnings/expire-warnings.ts'
import { enrolPlayers } from './enrol-players.ts'
import { joinCluster, type Membership } from './join-cluster.ts'
import { LIVES } from './lives.ts'
import { mintReader } from './mint-reader.ts'
import { mintTokens } from './mint-tokens.ts'

/** The provider of the environment, which sends people back to this product. */
function namedProvider(
  settings: ProviderEnvironment,
  {
    publicUrl,
    fetchNetworks,
    tracing,
  }: { readonly publicUrl: string; readonly fetchNetworks: readonly string[]; readonly tracing: Tracing | undefined },
): NamedProvider {
  const redirectUri = `${publicUrl}/api/access/provider/callback`
  const allowed = allowedFetch({ isAllowed: fetchable(settings.issuer, fetchNetworks) })
  const fetch = tracing ? tracedFetch(allowed, tracing) : allowed
  return { name: settings.name, provider: openProvider({ ...settings, redirectUri }, { fetch, now: systemClock.now }) }
}

/** What a shadow city says of itself. Throws StartupFault for a drill the city does not have. */
function drillMark(id: string, drills: readonly Drill[]): DrillMark {
  const drill = drills.find((known) => known.id === id)
  if (drill) return { id, names: drill.names }
  const known = drills.map((one) => one.id).join(', ')
  throw new StartupFault(`DRILL is "${id}", which is no drill of this city; give one of ${known || '(there are none)'}`)
}

/** What an operator should read of PostgreSQL's own log; the rest is for those who look for something. */
const GRAVE = /PANIC|No space left|ended by itself/

/** A server that is open to screens and sources. */
export interface RunningServer {
  readonly url: string
  readonly city: ServedCity
  /** One-time link for making the first administrators, while there are none. */
  readonly setupLink?: string
  mintTokens(names: readonly string[]): Promise<Record<string, string>>
  /** The token of the simulated hub's reader, new each time. */
  mintReader(): Promise<string>
  /** Signs players in; only in the shadow city of a drill. */
  enrol?(players: readonly EnrolledPlayer[]): Promise<Record<string, string>>
  /** Lets everyone go, finishes what was accepted, writes everything down. */
  stop(): Promise<void>
}

/**
 * Starts everything in the order in which it can fail: the city's files, the claim on the record, the port, the record, the
 * hub, the doors. What was started is stopped again, in reverse, when a later step fails. Throws StartupFault for
 * whatever a person can put right.
 */
export async function runServer(
  config: Config,
  onStep: (step: ServerStep) => void,
  onLost: () => void,
  clock: Clock = systemClock,
): Promise<RunningServer> {
  const log = pino({ level: config.logLevel })
  const started: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const undo of started.splice(0).reverse()) await undo()
  }
  try {
    const {
      folder,
      catalogue: loaded,
      open,
      alarms: rules,
      roster,
      warnings: plan,
      command,
      plans,
      cases: caseTables,
      drills,
    } = await loadCity(config.city)
    const drill = config.drill && drillMark(config.drill.id, drills)
    const catalogue: Catalogue = { ...loaded, hub: config.hub, ...(drill && { drill }) }
    const { databaseUrl, dataDir } = config
    const kind = config.member ? 'shared' : 'alone'
    const claim = await claimRecord(databaseUrl, dataDir, () => onStep({ kind: 'waiting-for-folder' }), onLost, kind)
    started.push(() => claim.release())
    const front = await openFrontDoor(config.host, config.port, drill?.id)
    started.push(() => front.close())
    if (databaseUrl !== undefined) onStep({ kind: 'opening-record' })
    const metrics = new Metrics()
    const news = { step: onStep, log: (line: string) => (GRAVE.test(line) ? log.warn(line) : log.debug(line)) }
    const me = randomBytes(6).toString('hex')
    const tracing = await openTracing(config.tracing, { version: await programVersion(), instance: me, log })
    started.push(async () => tracing?.close())
    // The record is opened before anybody knows who leads in it.
    let membership: Membership | undefined
    const fence = { lead: () => membership?.leadership.lead(), refused: () => membership?.leadership.refused() }
    const record = await openRecord(databaseUrl, dataDir, news, {
      ...{ onCommit: (ms: number) => metrics.committed(ms), fence },
      ...(config.member && { member: me }),
    })
    started.push(() => record.close())
    if (record.role.kind === 'owner') log.warn(record.role.reason)
    const keys = keyFilesOf(config)
    if (config.member) await checkKeys(record.database, keys)
    await keepToCity(dataDir, { id: catalogue.city.id, folder, hub: config.hub })
    const joined = await joinCluster({ record, me, at: config.member, clock, log, onLost })
    membership = joined
    metrics.followLead(joined.leadership)
    started.push(() => joined.close())
    const { store } = record
    await keepApart(record.database, drill?.id, clock.now())
    if (config.hub === 'none') await refuseSimulated(record.database)
    const hub = await buildHub({
      ...{ model: cityModel(catalogue), store, clock: clock.now, room: frameRoomOf(getHeapStatistics().heap_size_limit) },
      ...(config.member && { member: joined.leadership }),
      ...(tracing && { tracing }),
      rest: () => new Promise((resolve) => setImmediate(resolve)),
      log: (level, sentence, fields) => log[level](fields, sentence),
    })
    started.push(() => hub.stop())
    const intake = await joined.shareHub(hub)
    const handovers = record.database.listen(AUTHORITY_CHANNEL, () => hub.handedOver())
    started.push(() => handovers.close())
    const publicUrl = config.publicUrl ?? front.url
    const protection = await openProtection({
      ...{ database: record.database, dataDir, clock, timeZone: catalogue.city.timeZone, log },
      ...config.protection,
    })
    started.push(() => protection.close())
    const party = relyingParty({ ...config, port: Number(new URL(front.url).port) })
    const access = await openAccess({
      ...{ database: record.database, catalogue, clock, publicUrl },
      ...{ isTrial: isTrialAllowed({ hub: config.hub, host: front.address }), isDrill: drill !== undefined },
      ...{ audit: protection.audit, vault: protection.vault, tracing },
      ...(party && { party }),
      ...(config.provider && { provider: namedProvider(config.provider, { publicUrl, tracing, ...config.protection }) }),
      onFault: (fault) => log.warn({ err: fault }, 'What ended could not be looked for; it is tried again.'),
    })
    started.push(() => access.close())
    const onFault = (fault: unknown) => log.warn({ err: fault }, 'What changed could not be read; it is tried again.')
    const book = await openMatterBook({ database: record.database, every: clock.every, onFault })
    started.push(() => book.close())
    if (tracing) traceOrders({ book, tracing, isTeller: () => joined.leadership.term() !== undefined })
    const works = new Works({
      now: clock.now,
      onFault: (work, fault) => log.warn({ err: fault, work }, 'What time brings could not be dealt with; it is tried again.'),
    })
    const alarms = await openAlarms({
      ...{ hub, book, database: joined.leaders, rules, clock, works, whileLeading: joined.whileLeading },
    })
    started.push(() => alarms.close())
    const paging = await openPaging({
      ...{ database: joined.leaders, book, roster, tree: hub.model.tree, calendar: hub.model.calendar, dataDir, publicUrl },
      ...{ webhook: config.alarmWebhook, fetchNetworks: config.protection.fetchNetworks, isDrill: drill !== undefined },
      tracing,
      kinds: [alarms.paged, pagedReminders],
      news: {
        alarm: (matter) => alarmNews(matter as Alarm, catalogue),
        reminder: (matter) => reminderNews(matter as Reminder, hub.model.tree, clock.now()),
      },
    })
    // By now each kind was loaded, or made where there was none.
    await noteKeys(record.database, keys, config.member ? 'member' : 'alone')
    const { boundaries, outline } = catalogue.city.map
    const findArea = areaFinder(boundaries && (await loadBoundary(folder, boundaries)))
    const entities = await openEntities({
      ...{ database: joined.leaders, catalogue, clock, ...(config.member && { term: joined.leadership.term }) },
      findArea,
      onFault: (fault) => log.warn({ err: fault }, 'Old places could not be forgotten; it is tried again.'),
    })
    started.push(() => entities.close())
    const takeEntities = joined.shareEntities(entities)
    const publisher =
      open &&
      new Publisher({ catalogue, open, hub, store: postgresOpenStore(record.database), now: clock.now, random: randomBytes })
    const files = [boundaries, outline].filter((file) => file !== undefined)
    const lines = await Promise.all(files.map((file) => loadBoundary(folder, file)))
    const warningCity = { plan, shapes: new AreaShapes(lines, areaTree(catalogue.areas)) }
    const looked = { database: joined.leaders, book, now: clock.now }
    const planned = { ...looked, hub, plans, tables: command, tree: hub.model.tree }
    const read = { ...planned, timeZone: catalogue.city.timeZone, random: randomBytes }
    const caseCity = caseParts({ catalogue, tree: hub.model.tree, tables: caseTables, calendar: hub.model.calendar })
    const debtCity = {
      categoryNames: (id: string) => caseTables.categories.find((category) => category.id === id)?.names,
      patience: command.patience,
    }
    const isOurs = () => joined.leadership.term() !== undefined
    const leadersWorks: Partial<Record<WorkName, () => Promise<void>>> = {
      pages: () => paging.page(clock.now()),
      notices: () => paging.deliver(clock.now()),
      warnings: () => expireWarnings({ ...looked, open: () => book.open('warning') }),
      incidents: () => lookAtIncidents(looked, { tables: command }),
      orders: () => lookAtOrders(looked),
      cases: () => lookAtCases(looked, caseCity),
      plans: () => lookAtPlans(planned),
      decisions: () => lookAtDecisions({ ...looked, hub }),
      debts: () => lookAtDebts({ ...looked, lives: LIVES, city: debtCity }),
      measures: () => lookAtMeasures(read),
      clusters: () => lookAtClusters(read),
    }
    for (const [name, work] of Object.entries(leadersWorks))
      started.push(works.keep(name as WorkName, { clock: joined.leadersClock, isOurs, work }))
    const folding = { store, plans: metricPlans(hub.model), calendar: hub.model.calendar }
    const ending = new AbortController()
    const keepOne = () => keepHours({ ...folding, now: clock.now(), rest: atEase(HOURS_SHARE, ending.signal) })
    started.push(works.keep('hours', { clock: joined.leadersClock, everyMs: HOURS_EVERY_MS, isOurs, work: keepOne }))
    started.push(async () => ending.abort())
    const drillHost = new DrillHost({
      ...{ database: record.database, clock, city: config.city },
      onFault: (fault) => log.warn({ err: fault }, 'It could not be written down how a drill stands; it is tried again.'),
    })
    started.push(() => drillHost.close())
    const app = await openApp({
      ...{ front, catalogue, cityFolder: folder, store, hub, intake, clock, works, metrics, tracing, dist: DIST },
      ...{
        log,
        origins: config.origins,
        access,
        protection,
        publisher,
        entities: { ...entities, take: takeEntities },
        paging: { roster, pushKey: paging.pushKey },
        book,
        lives: LIVES,
        warningCity,
        command,
        cases: caseTables,
        findArea,
        plans,
        drills,
        drillHost,
      },
    })
    started.push(() => app.close())
    started.push(works.keep('hub', { clock, everyMs: TICK_MS, work: () => hub.tick() }))
    if (publisher) started.push(works.keep('publication', { clock, work: () => publisher.tick() }))
    // Then what was asked here is answered, by whoever leads by then, before anything that answers it is stopped.
    started.push(() => front.drain())
    // Before anything else is stopped: the others need not wait until they miss this one.
    started.push(() => joined.resign())
    return {
      url: front.url,
      city: { names: catalogue.city.names, departments: catalogue.city.departments.map(({ id }) => id) },
      ...(access.setupLink !== undefined && { setupLink: access.setupLink }),
      mintTokens: (names) => mintTokens(store, names),
      mintReader: () => mintReader(access.identity, catalogue.city.area),
      ...(drill && { enrol: (players: readonly EnrolledPlayer[]) => enrolPlayers(access.identity, players) }),
      stop,
    }
  } catch (fault) {
    await stop()
    throw fault
  }
}
