import { Refusal } from '#contract/errors.ts'
import {
  type ClientToServer,
  type Resume,
  ResumeSchema,
  type Subscribe,
  SubscribeSchema,
  type Unsubscribe,
  UnsubscribeSchema,
} from '#contract/live.ts'
import { type Track, TrackSchema, type Untrack, UntrackSchema } from '#contract/track.ts'
import { type Unwatch, UnwatchSchema, type Watch, WatchSchema } from '#contract/watch.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { Tracing } from '../tracing/tracing.ts'
import { type Reader, readerOf, socketError } from './answer.ts'
import type { Fanout } from './fanout.ts'
import { EVENT_ACTIONS, type LiveGuard } from './live-guard.ts'
import type { LiveLog } from './live-log.ts'
import { RequestBudget } from './request-budget.ts'
import type { SocketLine } from './socket-line.ts'
import type { Tracks } from './tracks.ts'
import type { Watches } from './watches.ts'

/** Whom requests are put to. */
export interface RequestParts {
  readonly fanout: Fanout
  readonly watches: Watches
  readonly tracks: Tracks
  readonly guard: LiveGuard
  readonly clock: Clock
  readonly log: LiveLog
  /** Told how long each request takes; left out, nobody wants to know. */
  readonly tracing?: Tracing | undefined
}

const readSubscribe: Reader<Subscribe> = readerOf(SubscribeSchema)
const readUnsubscribe: Reader<Unsubscribe> = readerOf(UnsubscribeSchema)
const readResume: Reader<Resume> = readerOf(ResumeSchema)
const readWatch: Reader<Watch> = readerOf(WatchSchema)
const readUnwatch: Reader<Unwatch> = readerOf(UnwatchSchema)
const readTrack: Reader<Track> = readerOf(TrackSchema)
const readUntrack: Reader<Untrack> = readerOf(UntrackSchema)

/** What is done about each event, by whom. */
const VERBS: Readonly<
  Record<keyof ClientToServer, (line: SocketLine, argument: unknown, parts: RequestParts) => object | Promise<object>>
> = {
  subscribe: ({ id }, argument, { fanout }) => fanout.subscribe(id, readSubscribe(argument)),
  unsubscribe: ({ id }, argument, { fanout }) => fanout.unsubscribe(id, readUnsubscribe(argument ?? {})),
  resume: (line, argument, { fanout }) => {
    const asked = readResume(argument)
    const along = fanout.whenAlong(line.id, asked)
    // A socket that left meanwhile is answered all the same: nobody hears it.
    return along ? along.then(() => (line.socket.connected ? fanout.resume(line.id, asked) : {})) : fanout.resume(line.id, asked)
  },
  watch: ({ id }, argument, { watches }) => watches.watch(id, readWatch(argument)),
  unwatch: ({ id }, argument, { watches }) => watches.unwatch(id, readUnwatch(argument)),
  track: (line, argument, { tracks }) => tracks.track(line, sightOf(line), readTrack(argument)),
  untrack: ({ id }, argument, { tracks }) => tracks.untrack(id, readUntrack(argument)),
}

/** Each request of a socket is budgeted, read by its schema, answered once; whatever comes, nothing is thrown further. */
export class Requests {
  readonly #line: SocketLine
  readonly #parts: RequestParts
  readonly #budget: RequestBudget

  constructor(line: SocketLine, parts: RequestParts) {
    this.#line = line
    this.#parts = parts
    this.#budget = new RequestBudget(parts.clock.now())
  }

  /** `args` are those of the event, its acknowledgement last. */
  hear(event: string, args: readonly unknown[]): void {
    const { clock, log, tracing } = this.#parts
    const spent = this.#budget.spend(clock.now())
    if (spent === 'exhausted') {
      this.#line.socket.disconnect(true)
      return
    }
    const answer = args.at(-1)
    const span = tracing?.begin(`LIVE ${isEvent(event) ? event : '(no event)'}`, { parent: undefined, kind: 'asked' })
    const reply = (said: object) => {
      if (typeof answer === 'function') answer(said)
      span?.end()
    }
    const refuse = (fault: unknown) => {
      const refused = socketError(fault, (err) => log.error({ err, event }, 'a live request failed'))
      span?.note({ 'error.type': refused.error.code })
      reply(refused)
    }
    const ask = () => this.#answer(event, typeof args[0] === 'function' ? undefined : args[0])
    try {
      if (spent === 'refused') throw new Refusal('live/too-fast')
      const said = tracing && span ? tracing.within(span, ask) : ask()
      if (said instanceof Promise) said.then(reply, refuse)
      else reply(said)
    } catch (error) {
      refuse(error)
    }
  }

  #answer(event: string, argument: unknown): object | Promise<object> {
    if (!isEvent(event)) throw new Refusal('request/not-found', `There is no event "${event.slice(0, 40)}"; see docs/protocol.md.`)
    const { admitted, handshake } = this.#line.socket.data
    this.#parts.guard.demand(admitted.subject, EVENT_ACTIONS[event], event, handshake)
    return VERBS[event](this.#line, argument, this.#parts)
  }
}

function isEvent(name: string): name is keyof ClientToServer {
  return Object.hasOwn(EVENT_ACTIONS, name)
}

function sightOf({ socket }: SocketLine) {
  const { kinds, model } = socket.data.admitted
  return { kinds: kinds ?? NO_KINDS, tree: model.tree }
}

const NO_KINDS: ReadonlySet<string> = new Set()
