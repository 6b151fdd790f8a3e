import type { StoreApi } from 'zustand/vanilla'
import type { Catalogue } from '#contract/catalogue.ts'
import {
  type Beat,
  type ClientToServer,
  DEAD_AFTER_MS,
  type Mode,
  type Notice,
  type Patch,
  type ResumeAnswer,
  type ServerToClient,
  type Snapshot,
  type SocketError,
  type WirePoints,
} from '#contract/live.ts'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import type { Clock } from '../state/clock.ts'
import type { Connection } from '../state/connection-state.ts'
import { keyOf } from '../state/points.ts'
import { afterEvent, type LineEvent } from './connection.ts'
import type { Inbox } from './inbox.ts'
import { pointsOf, takePatch, takeSnapshot, type ViewState } from './view.ts'

/** The socket as the line uses it: Socket.IO's client, or a test's own. */
export interface LineSocket {
  readonly connected: boolean
  on<Name extends keyof ServerToClient>(event: Name, listener: ServerToClient[Name]): void
  onConnect(listener: () => void): void
  /** The server let this socket go, or did not let it in; the code says why, where the server said it. */
  onDismissed(listener: (code: string | undefined) => void): void
  emit<Name extends keyof ClientToServer>(event: Name, ...args: Parameters<ClientToServer[Name]>): void
  connect(): void
  /** Drops the transport and knocks again, after a jittered pause. */
  reconnect(): void
  close(): void
}

export interface LinePorts {
  readonly socket: LineSocket
  readonly clock: Clock
  readonly connection: StoreApi<Connection>
  readonly notice: StoreApi<Notice | undefined>
  readonly inbox: Inbox
  /** Monotonic milliseconds. */
  monotonic(): number
  after(ms: number, callback: () => void): () => void
  random(): number
  /** The version of the catalogue the server has now; asked after every outage. */
  catalogueVersion(): Promise<Catalogue['version']>
  /** Version this page was built from. */
  readonly version: Catalogue['version']
  /** The drill this page belongs to; empty in the real city. */
  readonly drill: string
  /** The server belongs to another city: nothing of it may be shown. */
  otherCity(): void
  /** The server may no longer know who this is: it said so (`isSure`), or it let the socket go without a word. */
  dismissed(isSure: boolean): void
}

/** The two views of a screen: figures may skip values, trends may not. */
export type ViewName = 'figures' | 'trends'
const MODES: Record<ViewName, Mode> = { figures: 'latest', trends: 'every' }

export interface Line {
  start(): void
  /** Changes what a view follows. The old view keeps bringing figures until the new one's snapshot is here. */
  follow(view: ViewName, series: readonly ResolvedSeries[]): void
  stop(): void
}

/** How often the watchdog looks where it may be too quiet, in ms. DEAD_AFTER_MS plus this stays below two seconds. */
const WATCH_MS = 200
/** A socket that believes it is open but brought nothing for this long is dropped, in ms. */
const DROP_AFTER_MS = 5_000
/** A refused request is repeated after about this long, in ms. */
const RETRY_MS = 2_000
/** A notice is taken off the screen after this long, in ms. */
const NOTICE_MS = 8_000

/** Refusals after which this page is nobody's any more. */
const DISMISSALS: ReadonlySet<string> = new Set(['access/sign-in-needed', 'access/duty-owed'])

interface View {
  readonly name: ViewName
  wanted: readonly ResolvedSeries[]
  wantedName: string
  state: ViewState
  /** Distinguishes the newest request from those it overtook. */
  turn: number
  /** Which opening of the socket the view was made on; a view does not outlive its socket. */
  openedOn: number
}

/**
 * The line to the server: asks for views, joins patches, notices silence. It decides nothing about figures; points go to
 * the inbox, the state of the line to its store.
 */
export function createLine(ports: LinePorts): Line {
  const { socket, clock, connection, notice, inbox, monotonic, after, random } = ports
  const views: Record<ViewName, View> = { figures: newView('figures'), trends: newView('trends') }
  let heardAt = monotonic()
  let stopWatching = () => {}
  let stopNotice = () => {}
  let isStopped = false
  let hadOutage = false
  let openings = 0

  const tell = (event: LineEvent) => {
    const before = connection.getState()
    const next = afterEvent(before, event)
    if (next === before) return
    connection.setState(next, true)
    if (next.kind === 'lost') hadOutage = true
    if (next.kind === 'live' && hadOutage) {
      hadOutage = false
      checkVersion()
    }
  }
  const heard = (at?: number) => {
    heardAt = monotonic()
    if (at !== undefined) clock.learn(at)
  }
  const checkVersion = () => {
    ports.catalogueVersion().then(
      (version) => {
        if (version !== ports.version) tell({ kind: 'outdated', at: clock.now() })
      },
      // A server that cannot say its version now will be asked after the next outage; figures go on meanwhile.
      () => {},
    )
  }
  const settle = () => {
    const waiting = Object.values(views).some(({ state }) => state.kind === 'asking')
    const following = Object.values(views).find(({ state }) => state.kind === 'following')
    if (!waiting && following?.state.kind === 'following') tell({ kind: 'synced', epoch: following.state.cursor.epoch })
  }

  /** True when the refusal says that nobody is signed in here: asking again would change nothing. */
  const refused = ({ error }: SocketError): boolean => {
    const isDismissed = DISMISSALS.has(error.code)
    if (isDismissed) ports.dismissed(true)
    return isDismissed
  }
  const retry = (view: View, turn: number) => {
    after(RETRY_MS * (0.5 + random()), () => {
      if (turn === view.turn && !isStopped) ask(view)
    })
  }
  /** Asks for what the view wants: the missing patches where it stands already, else a snapshot. */
  const ask = (view: View, { fresh = false } = {}) => {
    const turn = ++view.turn
    const held = view.state.kind === 'following' ? view.state : view.state.kind === 'asking' ? view.state.held : undefined
    if (view.wanted.length === 0) {
      view.state = { kind: 'idle' }
      settle()
      return
    }
    const isResuming = held !== undefined && !fresh
    view.state = { kind: 'asking', how: isResuming ? 'resuming' : 'replacing', held, early: [] }
    if (!socket.connected) return
    const isSameSocket = view.openedOn === openings
    const series = view.wanted.map(({ metric, area, step }) => ({ metric, area, step }))
    const request = { series, mode: MODES[view.name], encoding: 'binary' } as const
    if (isResuming) {
      const which = isSameSocket ? { view: held.view, encoding: request.encoding } : request
      socket.emit('resume', { ...which, ...held.cursor }, (answer) => onResumed(view, turn, answer))
    } else {
      socket.emit('subscribe', request, (answer) => onSnapshot(view, turn, answer, isSameSocket ? held?.view : undefined))
    }
  }
  const onSnapshot = (view: View, turn: number, answer: Snapshot<WirePoints> | SocketError, replaces: string | undefined) => {
    heard('at' in answer ? answer.at : undefined)
    if (turn !== view.turn) {
      if ('view' in answer) socket.emit('unsubscribe', { view: answer.view })
      return
    }
    if ('error' in answer) return refused(answer) || retry(view, turn)
    try {
      const { state, points } = takeSnapshot(answer)
      const early = view.state.kind === 'asking' ? view.state.early : []
      view.state = state
      view.openedOn = openings
      inbox.snapshot(view.name, points)
      if (replaces && replaces !== state.view) socket.emit('unsubscribe', { view: replaces })
      for (const patch of early) if (patch.view === state.view) onPatch(patch)
      settle()
    } catch {
      retry(view, turn)
    }
  }
  const onResumed = (view: View, turn: number, answer: ResumeAnswer<WirePoints> | SocketError) => {
    heard()
    if (turn !== view.turn) {
      if ('view' in answer) socket.emit('unsubscribe', { view: answer.view })
      return
    }
    if ('error' in answer && refused(answer)) return
    if ('error' in answer || answer.status === 'snapshot-needed' || view.state.kind !== 'asking' || !view.state.held)
      return ask(view, { fresh: true })
    const { held, early } = view.state
    view.state = { ...held, view: answer.view, series: answer.series }
    view.openedOn = openings
    for (const patch of [...answer.patches, ...early]) if (patch.view === answer.view) onPatch(patch)
    settle()
  }
  const onPatch = (patch: Patch<WirePoints>) => {
    heard(patch.at)
    const view = Object.values(views).find(({ state }) => holds(state, patch.view))
    if (!view) {
      for (const one of Object.values(views))
        if (one.state.kind === 'asking') one.state = { ...one.state, early: [...one.state.early, patch] }
      return
    }
    const { state } = view
    if (state.kind === 'asking') {
      if (state.how === 'resuming') view.state = { ...state, early: [...state.early, patch] }
      else
        inbox.patch(
          view.name,
          safely(() => pointsOf(patch.points, state.held?.series ?? [])),
        )
      return
    }
    if (state.kind !== 'following') return
    const taken = safely(() => takePatch(state, patch))
    if (taken?.kind === 'joined') {
      view.state = taken.state
      inbox.patch(view.name, taken.points)
    } else if (taken?.kind !== 'stale') {
      tell({ kind: 'catching-up', at: clock.now() })
      ask(view, { fresh: taken === undefined })
    }
  }
  const onBeat = (beat: Beat) => {
    if ((beat.drill ?? '') !== ports.drill) return ports.otherCity()
    heard(beat.at)
    if (connection.getState().kind === 'lost') catchUp()
  }
  const onNotice = (said: Notice) => {
    heard()
    notice.setState(said, true)
    stopNotice()
    stopNotice = after(NOTICE_MS, () => notice.setState(undefined, true))
    if (said.kind !== 'snapshot-needed') return
    for (const view of Object.values(views)) {
      if (said.view !== undefined && !holds(view.state, said.view)) continue
      tell({ kind: 'catching-up', at: clock.now() })
      ask(view, { fresh: true })
    }
  }
  const catchUp = () => {
    tell({ kind: 'catching-up', at: clock.now() })
    for (const view of Object.values(views)) ask(view)
  }
  const watch = () => {
    const quietMs = monotonic() - heardAt
    // Until the line could be dead there is nothing to see: a screen that hears its server wakes for nothing else.
    stopWatching = after(Math.max(WATCH_MS, DEAD_AFTER_MS - quietMs + 1), watch)
    if (quietMs <= DEAD_AFTER_MS) return
    tell({ kind: 'quiet', lastHeardAt: clock.now() - quietMs })
    if (quietMs > DROP_AFTER_MS && socket.connected) {
      heardAt = monotonic() - DEAD_AFTER_MS - 1
      socket.reconnect()
    }
  }

  socket.on('patch', onPatch)
  socket.on('beat', onBeat)
  socket.on('notice', onNotice)
  socket.onDismissed((code) => {
    if (!isStopped) ports.dismissed(code !== undefined && DISMISSALS.has(code))
  })
  socket.onConnect(() => {
    openings += 1
    heard()
    catchUp()
  })
  return {
    start: () => {
      heardAt = monotonic()
      watch()
      socket.connect()
    },
    follow: (name, series) => {
      const view = views[name]
      const wantedName = series.map(keyOf).join(' ')
      if (wantedName === view.wantedName) return
      view.wanted = series
      view.wantedName = wantedName
      ask(view, { fresh: true })
    },
    stop: () => {
      isStopped = true
      stopWatching()
      stopNotice()
      socket.close()
    },
  }
}

function newView(name: ViewName): View {
  return { name, wanted: [], wantedName: '', state: { kind: 'idle' }, turn: 0, openedOn: 0 }
}

function holds(state: ViewState, view: string): boolean {
  if (state.kind === 'following') return state.view === view
  return state.kind === 'asking' && state.held?.view === view
}

/** What `read` gives, or undefined when the bytes cannot be read: a resync follows, so nothing is lost by going on. */
function safely<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
