import { setTimeout as pause } from 'node:timers/promises'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { Directory } from '#contract/command-tables.ts'
import type { Drill, DrillScore, DrillStep, DrillStepOf, Verdict } from '#contract/drill.ts'
import type { Happening } from '#contract/drill-run.ts'
import { liveSteps } from '#contract/metric.ts'
import { WORKING_STAGES } from '#contract/order.ts'
import type { SeriesRef } from '#contract/series.ts'
import type { Found } from './checks/check.ts'
import { look } from './checks/checks.ts'
import { watchSums } from './checks/figures.ts'
import { enrolWall } from './enrol-wall.ts'
import { type FaultUnderWay, fail } from './faults.ts'
import { Feed } from './feed.ts'
import { happeningOf, messageOf } from './happening-of.ts'
import { LiveScreen } from './live-screen.ts'
import { accountOf, keepCommand, perform } from './perform.ts'
import { CommandRefused, Person } from './person.ts'
import { type Reaction, reactionsTo } from './responders.ts'
import type { ShadowCity } from './shadow-city.ts'
import { elapsed, NotThereYet, type Order, personOf, playerFor, type Stage } from './stage.ts'

export interface PlaySettings {
  readonly drill: Drill
  /** The file it stands in: the process of the figures reads it for itself. */
  readonly script: string
  readonly city: ShadowCity
  /** Epoch ms, in the shadow city. */
  readonly startedAt: number
  /** How many seconds of the drill pass in one; undefined as fast as it can be followed. */
  readonly speed: number | undefined
  readonly bots: Bots
  readonly signal: AbortSignal
  say(line: string): void
  /** Called as the drill goes on, with the seconds that have passed. */
  onProgress(seconds: number): void
  /** Told of everything that happens, as it happens. */
  onHappening?(happening: Happening): void
  /** Told how an expectation came out, by its place among those of the drill. */
  onVerdict?(place: number, verdict: Verdict): void
  /** Asked before each step in time; the drill stands still until it resolves. */
  untilGoing?(): Promise<void>
}

/** Which parts bots play: every one, those that no person has taken, or all but those of some players, which are left to people. */
export type Bots = 'all' | 'missing' | { readonly but: readonly string[] }

/** After something happened time goes on in small steps, which grow until nothing is left to see; seconds. */
const SMALLEST_STEP_S = 1
const LARGEST_STEP_S = 60
/** A drill of days goes on in larger steps, seconds. */
const LARGEST_LONG_STEP_S = 600
const LONG_S = 2 * 86_400
/** At a speed of its own the clock moves this often, ms. */
const FRAME_MS = 100
/** Sessions are renewed this often, seconds: before they end by themselves. */
const SESSION_S = 8 * 3600

/** Parts that every drill has besides its own players. */
const UMPIRE = { id: 'umpire', shown: '导调裁判', role: 'leader' } as const
const WALL_DIRECTOR = { id: 'wall-director', shown: '大屏导播', role: 'wall-director' } as const
const FIRM_READER = { id: 'firm-reader', shown: '企业用户', role: 'enterprise' } as const

/** Plays a drill to its end in a shadow city that is running, and scores it. */
export async function playDrill(settings: PlaySettings): Promise<DrillScore> {
  const { drill, city, startedAt } = settings
  const began = performance.now()
  const stage = await openStage(settings)
  try {
    const verdicts = await new Play(stage, settings).run()
    return {
      ...{ drill: drill.id, verdicts: verdicts.verdicts, refused: verdicts.refused },
      ...{ seconds: elapsed({ city, startedAt }), wallSeconds: (performance.now() - began) / 1000 },
    }
  } finally {
    stage.wall.close()
    stage.desk.close()
    stage.feed.close()
  }
}

async function openStage({ drill, script, city, startedAt, speed, say }: PlaySettings): Promise<Stage> {
  const reader = await city.mintReader()
  const tokens = await city.mint(city.departments.map((id) => `simulated:${id}`))
  const catalogue = (await (
    await fetch(`${city.url}/api/catalogue`, { headers: { authorization: `Bearer ${reader}` } })
  ).json()) as Catalogue
  const tree = areaTree(catalogue.areas)
  const persons = await enrolled(city, drill, catalogue)
  const feed = new Feed()
  const figures = speed === undefined || speed > BACKGROUND_UP_TO ? (drill.background ?? []) : ('all' as const)
  const departments = Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name.slice('simulated:'.length), token]))
  const told = await feed.open({ url: city.url, reader, tokens: departments, drill: script, at: startedAt, figures })
  say(`${told} figures told · 已报 ${told} 个数据`)
  const umpire = persons.get(UMPIRE.id) as Person
  const wallCookie = await enrolWall(city.url, persons.get(WALL_DIRECTOR.id) as Person, tree.root.code)
  const wall = new LiveScreen(city.url, wallCookie, drill.id)
  const desk = new LiveScreen(city.url, umpire.cookie, drill.id)
  const stage: Stage = {
    ...{ drill, city, feed, catalogue, tree, startedAt, persons, umpire, wall, desk, say },
    notes: {
      ...{ drawnMs: new Map(), before: new Map(), told: [], firstAttributes: new Map() },
      frames: { checked: 0, broken: [], untouched: new Map() },
    },
  }
  await Promise.all([wall.connected(), desk.connected()])
  await wall.follow(seriesOf(stage))
  for (const kind of ['incident', 'warning', 'alarm', 'order'] as const) await desk.watch(kind)
  for (const kind of ['incident', 'warning', 'alarm'] as const) await wall.watch(kind)
  for (const { check } of drill.steps.filter((step) => step.kind === 'expect'))
    if (check.kind === 'sums-agree') watchSums(stage, check.metric, check.untouched)
  return stage
}

/** Up to this speed the whole city is told; above it only what the drill is about. */
const BACKGROUND_UP_TO = 30

/** Everybody with a part, signed in. */
async function enrolled(city: ShadowCity, drill: Drill, catalogue: Catalogue): Promise<ReadonlyMap<string, Person>> {
  const root = catalogue.city.area
  const domainsOf = (department: string | undefined) => {
    const domains = [...new Set(catalogue.metrics.filter((metric) => metric.department === department).map(({ domain }) => domain))]
    return domains.length > 0 ? domains : ('all' as const)
  }
  const players = [
    ...[UMPIRE, WALL_DIRECTOR, FIRM_READER].map((one) => ({ ...one, area: root, domains: 'all' as const })),
    ...drill.players.map(({ id, names, role, area = root, department }) => ({
      ...{ id, shown: names.zh, role, area },
      domains: department === undefined ? ('all' as const) : domainsOf(department),
    })),
  ]
  const tokens = await city.enrol(players)
  const persons = new Map<string, Person>()
  for (const { id, shown } of players) {
    const person = new Person({ ...{ id: '', name: shown, token: tokens[id] as string }, url: () => city.url })
    const me = await person.get<{ readonly subject: { readonly id: string } }>('/api/access/me')
    persons.set(id, new Person({ ...{ id: me.subject.id, name: shown, token: tokens[id] as string }, url: () => city.url }))
  }
  return persons
}

/** What the wall follows: every figure the drill moves or is about, in every zone and town, and for the city. */
function seriesOf({ drill, catalogue, tree }: Stage): readonly SeriesRef[] {
  const moved = drill.steps.flatMap((step) =>
    step.kind === 'observe' ? step.metric : step.kind === 'expect' ? metricsOf(step) : [],
  )
  const wanted = new Set([...moved, ...(drill.background ?? [])])
  const areas = [...tree.byCode.values()].filter(({ level }) => level !== 'community')
  return catalogue.metrics
    .filter(({ id }) => wanted.has(id))
    .flatMap((metric) => {
      const reports = metric.areas && new Set(metric.areas)
      const isThere = (code: string, level: string) =>
        level === 'city' || (metric.level !== 'city' && (level !== 'town' || reports === undefined || reports.has(code)))
      return areas
        .filter(({ code, level }) => isThere(code, level) && (level !== 'zone' || reports === undefined))
        .flatMap(({ code }) => liveSteps(metric).map((step) => ({ metric: metric.id, area: code, step })))
    })
}

function metricsOf({ check }: DrillStepOf<'expect'>): readonly string[] {
  return [...('metric' in check ? [check.metric] : []), ...('untouched' in check ? [check.untouched] : [])]
}

interface Expectation {
  readonly step: DrillStepOf<'expect'>
  verdict: Verdict | undefined
}

interface Event {
  readonly at: number
  /** The player who does it, where it is somebody's to do. */
  readonly player?: string
  readonly what: string
  /** What is told of it once it happened. */
  readonly happening?: Happening | undefined
  run(): Promise<void>
}

/** One drill being played: what is still to come, what is under way, what was found. */
class Play {
  readonly #stage: Stage
  readonly #settings: PlaySettings
  #events: readonly Event[] = []
  readonly #expectations: readonly Expectation[]
  readonly #known = new Set<string>()
  readonly #refused: string[] = []
  #renewedAt = 0

  constructor(stage: Stage, settings: PlaySettings) {
    this.#stage = stage
    this.#settings = settings
    this.#add(stage.drill.steps.flatMap((step) => this.#eventsOf(step)))
    this.#expectations = stage.drill.steps.filter((step) => step.kind === 'expect').map((step) => ({ step, verdict: undefined }))
  }

  async run(): Promise<{ readonly verdicts: readonly Verdict[]; readonly refused: readonly string[] }> {
    const { drill } = this.#stage
    let step = SMALLEST_STEP_S
    const largest = drill.duration > LONG_S ? LARGEST_LONG_STEP_S : LARGEST_STEP_S
    while (elapsed(this.#stage) < drill.duration) {
      await this.#settings.untilGoing?.()
      if (this.#settings.signal.aborted) break
      const now = elapsed(this.#stage)
      const next = Math.min(now + this.#paced(step), this.#events[0]?.at ?? Number.POSITIVE_INFINITY, drill.duration)
      await this.#goTo(Math.max(now, next))
      const happened = await this.#happen()
      await this.#judge(happened)
      step = happened ? SMALLEST_STEP_S : Math.min(step * 2, largest)
    }
    return { verdicts: this.#expectations.map((one) => one.verdict ?? this.#last(one)), refused: this.#refused }
  }

  /** The next step in time: as large as the speed allows in one frame, where there is a speed. */
  #paced(step: number): number {
    const { speed } = this.#settings
    return speed === undefined ? step : Math.min(Math.max(step, SMALLEST_STEP_S), (speed * FRAME_MS) / 1000)
  }

  /** Lets time pass in the shadow city: first the figures of that moment are told, then whatever is due is done. */
  async #goTo(seconds: number): Promise<void> {
    const { city, feed, startedAt, notes } = this.#stage
    const { speed, onProgress } = this.#settings
    const before = elapsed(this.#stage)
    const began = performance.now()
    await city.moveTo(startedAt + seconds * 1000)
    await this.#renewSessions()
    const told = await feed.tell(city.now())
    if (told.bad > 0 || told.clean.length > 0 || told.duplicates > 0) notes.told.push(told)
    await city.tick()
    await keepCommand(this.#stage).catch((fault: unknown) => this.#note('keep command', fault))
    onProgress(seconds)
    if (speed === undefined) return
    const left = ((seconds - before) / speed) * 1000 - (performance.now() - began)
    if (left > 0) await pause(left)
  }

  /** Does everything that is due. True when anything happened. */
  async #happen(): Promise<boolean> {
    let isAny = false
    for (;;) {
      this.#addReactions()
      const event = this.#events[0]
      if (!event || event.at > elapsed(this.#stage)) return isAny
      this.#events = this.#events.slice(1)
      isAny = true
      if (event.player !== undefined && (await this.#isTaken(event.player))) {
        this.#stage.say(`${clock(event.at)} for a person · 请真人完成: ${event.what}`)
        this.#settings.onHappening?.({ at: event.at, kind: 'yours', player: event.player, what: event.what })
        continue
      }
      const isDone = await event.run().then(
        () => true,
        (fault: unknown) => this.#note(event.what, fault),
      )
      if (isDone && event.happening) this.#settings.onHappening?.(event.happening)
    }
  }

  /** Orders that came up since: whoever they are addressed to will answer them. */
  #addReactions(): void {
    const { desk } = this.#stage
    for (const matter of desk.matters.values()) {
      // Where a person opens it, or a source, it is the drill's all the same.
      if (matter.kind === 'incident') this.#stage.incident ??= matter.id
      if (matter.kind !== 'order' || this.#known.has(matter.id)) continue
      const order = matter as Order
      if (order.state.stage === 'draft' || !WORKING_STAGES.some((stage) => stage === order.state.stage)) continue
      this.#known.add(matter.id)
      this.#add(reactionsTo(this.#stage, order, elapsed(this.#stage)))
    }
  }

  /** Events stand at whole milliseconds, as the clock does. */
  #add(events: readonly (Event | Reaction)[]): void {
    const added = events.map((event) => ({ ...event, at: Math.round(event.at * 1000) / 1000 }))
    this.#events = [...this.#events, ...added].toSorted((a, b) => a.at - b.at)
  }

  /** True where a person plays this part: somebody signed in by trial in the same role. */
  async #isTaken(player: string): Promise<boolean> {
    const { bots } = this.#settings
    if (bots === 'all') return false
    if (bots !== 'missing') return bots.but.includes(player)
    const { role } = playerFor(this.#stage, player)
    const { people } = await personOf(this.#stage, 'duty-officer').get<Directory>('/api/command/people')
    const own = new Set([...this.#stage.persons.values()].map(({ id }) => id))
    return people.some(({ id, isHere, remits }) => !own.has(id) && isHere && remits.some((remit) => remit.role === role))
  }

  /** Notes what was refused, or cannot be done yet. Throws any other fault. Gives false: it did not happen. */
  #note(what: string, fault: unknown): false {
    if (!(fault instanceof CommandRefused || fault instanceof NotThereYet)) throw fault
    this.#refused.push(`${clock(elapsed(this.#stage))} ${what}: ${fault.message}`)
    this.#stage.say(`${clock(elapsed(this.#stage))} refused · 被拒绝: ${what}: ${fault.message}`)
    this.#settings.onHappening?.({ at: elapsed(this.#stage), kind: 'refused', what, why: fault.message })
    return false
  }

  async #renewSessions(): Promise<void> {
    const now = elapsed(this.#stage)
    if (now - this.#renewedAt < SESSION_S) return
    this.#renewedAt = now
    const { city, drill, catalogue, persons, umpire, desk } = this.#stage
    const fresh = await enrolled(city, drill, catalogue)
    for (const [id, person] of fresh) persons.get(id)?.renew(person.token)
    desk.renew(umpire.cookie)
    await desk.connected()
  }

  /** Looks up every expectation whose time it is. */
  async #judge(happened: boolean): Promise<void> {
    const now = elapsed(this.#stage)
    for (const expectation of this.#expectations) {
      const { step, verdict } = expectation
      if (verdict || step.at > now) continue
      const isInvariant = step.deadline === 0
      if (isInvariant && !happened && now < this.#stage.drill.duration) continue
      const looking = { stage: this.#stage, from: step.at, fromAt: this.#stage.startedAt + step.at * 1000 }
      const { isMet, why } = await look(step.check, looking).catch(notYet)
      const said = { ...headOf(step), why }
      if (isInvariant) {
        if (!isMet) this.#conclude(expectation, { ...said, isMet: false, at: now })
        else if (now >= this.#stage.drill.duration) this.#conclude(expectation, { ...said, isMet: true })
      } else if (isMet) this.#conclude(expectation, { ...said, isMet: true, at: now })
      else if (now >= step.at + step.deadline) this.#conclude(expectation, { ...said, isMet: false })
    }
  }

  #conclude(expectation: Expectation, verdict: Verdict): void {
    expectation.verdict = verdict
    this.#settings.onVerdict?.(this.#expectations.indexOf(expectation), verdict)
    const mark = verdict.isMet ? '✓' : '✗'
    this.#stage.say(
      `${clock(elapsed(this.#stage))} ${mark} ${verdict.sentence.zh} · ${verdict.sentence.en}: ${verdict.why.zh} · ${verdict.why.en}`,
    )
  }

  #last({ step }: Expectation): Verdict {
    return { ...headOf(step), isMet: false, why: { zh: '演练此前已终止', en: 'the drill was stopped before' } }
  }

  /** What a step of the script does when its time comes. */
  #eventsOf(step: DrillStep): Event[] {
    const stage = this.#stage
    const { at } = step
    const happening = happeningOf(step, at)
    switch (step.kind) {
      // The process of the figures reads them itself; expectations are looked up as time passes.
      case 'observe':
      case 'expect':
        return []
      case 'signal':
        return Array.from({ length: step.repeat }, (_, index) => ({
          ...{ at: at + (index * 60) / step.repeat, what: `${step.channel}: ${step.text}` },
          happening: happeningOf(step, at + (index * 60) / step.repeat),
          run: () => this.#signal(step, index),
        }))
      case 'action':
        return [
          { ...{ at, player: step.player, what: `${step.player} ${step.do.what}`, happening }, run: () => this.#act(step) },
          ...(step.do.what === 'call-roll' ? this.#answersTo(step.do, step.player, at) : []),
        ]
      case 'cross-city':
      case 'media':
        return [
          {
            ...{ at, what: step.text, happening },
            run: async () => {
              const text = messageOf(step)
              if (stage.incident === undefined)
                return this.#add([{ at: at + 30, what: text, run: () => this.#tell(step.player, text) }])
              await this.#tell(step.player, text)
            },
          },
        ]
      case 'things':
        return [{ at, what: `things of ${step.department}`, happening, run: () => this.#things(step) }]
      case 'fault':
        return [{ at, what: `${step.target} ${step.fault}`, happening, run: () => this.#fail(step) }]
    }
  }

  async #tell(player: string, text: string): Promise<void> {
    await personOf(this.#stage, player).command(`/api/incidents/${this.#stage.incident}/messages`, { text })
  }

  async #act(step: DrillStepOf<'action'>): Promise<void> {
    this.#stage.say(`${clock(step.at)} ${playerFor(this.#stage, step.player).names.zh}: ${step.do.what}`)
    await perform(this.#stage, step.player, step.do)
  }

  /** A call as it comes in: reports of one happening differ a little in where callers say they are. */
  async #signal({ channel, place, text }: DrillStepOf<'signal'>, index: number): Promise<void> {
    const { drill } = this.#stage
    const { id } = await personOf(this.#stage, 'intake').command('/api/incidents', {
      ...{ class: drill.class, subtype: drill.subtype, what: text, channel, from: { kind: 'signal' } },
      place: { ...place, ...(place.at && { at: nearby(place.at, index) }) },
    })
    this.#stage.incident ??= id
  }

  /** Those who are asked answer one after the other; who cannot be reached is said to be so by who asked. */
  #answersTo(roll: Extract<DrillStepOf<'action'>['do'], { what: 'call-roll' }>, caller: string, at: number): Event[] {
    return roll.players.map((player, index) => {
      const isAbsent = roll.absent.includes(player)
      const who = isAbsent ? caller : player
      return {
        ...{ at: at + (isAbsent ? 240 : 20 + 15 * index), player: who, what: `${who} answers the roll` },
        happening: { at: at + (isAbsent ? 240 : 20 + 15 * index), kind: 'roll', player: who },
        run: async () => {
          const { rollCall } = (
            await personOf(this.#stage, 'duty-officer').get<{
              readonly state: { readonly rollCall?: { readonly id: string } }
            }>(`/api/matters/incident/${this.#stage.incident}`)
          ).state
          const said = isAbsent ? { answer: 'unreachable', person: accountOf(this.#stage, player) } : { answer: 'present' }
          await personOf(this.#stage, who).command(`/api/incidents/${this.#stage.incident}/roll-call/answer`, {
            ...{ roll: rollCall?.id ?? '', ...said },
          })
        },
      }
    })
  }

  async #things({ department, rows }: DrillStepOf<'things'>): Promise<void> {
    const { city, notes } = this.#stage
    const name = `simulated:${department}`
    const { [name]: token } = await city.mint([name])
    const time = new Date(city.now()).toISOString()
    const answer = await fetch(`${city.url}/api/hub/entities`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(rows.map((row) => ({ ...row, time }))),
    })
    const said = (await answer.json()) as {
      readonly rejectedCount: number
      readonly rejected: readonly { readonly sentence: string }[]
    }
    if (!answer.ok || said.rejectedCount > 0)
      throw new Error(`things of ${department}: ${said.rejected?.[0]?.sentence ?? answer.status}`)
    for (const { id, attributes = {} } of rows)
      for (const value of Object.values(attributes))
        if (typeof value === 'number' && !notes.firstAttributes.has(id)) notes.firstAttributes.set(id, value)
  }

  async #fail(step: DrillStepOf<'fault'>): Promise<void> {
    this.#stage.say(`${clock(step.at)} fault · 故障: ${step.target} ${step.fault}`)
    const underWay: FaultUnderWay | undefined = await fail(this.#stage, step)
    if (!underWay) return
    const { endsAt: at } = underWay
    const happening: Happening = { at, kind: 'fault', fault: step.fault, target: step.target, isOver: true }
    this.#add([{ at, what: `${step.target} is back`, happening, run: () => underWay.end() }])
  }
}

/** What is looked for where it cannot be there yet. Throws any other fault. */
function notYet(fault: unknown): Found {
  if (!(fault instanceof NotThereYet)) throw fault
  return { isMet: false, why: { zh: '所依据的事件或标绘还没有', en: fault.message } }
}

function headOf({
  at,
  sentence,
  deadline,
  check,
}: DrillStepOf<'expect'>): Pick<Verdict, 'sentence' | 'check' | 'from' | 'deadline'> {
  return { sentence, check: check.kind, from: at, deadline }
}

/** Callers stand up to some forty metres from what they tell of, each in a direction of their own. */
function nearby([lon, lat]: readonly [number, number], index: number): [number, number] {
  const metres = (index * 17) % 40
  const angle = index * 2.4
  return [lon + (metres * Math.cos(angle)) / 102_500, lat + (metres * Math.sin(angle)) / 111_000]
}

/** Seconds of a drill as people read them. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  return `T+${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
}
