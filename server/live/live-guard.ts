import type { Action } from '#contract/access.ts'
import type { ClientToServer } from '#contract/live.ts'
import type { Subject } from '../access/policy/subject.ts'
import type { CityModel } from '../hub/hub-port.ts'

/** What a handshake shows. */
export interface Handshake {
  readonly cookie: string | undefined
  readonly authorization: string | undefined
  /** `token` of the `auth` that the client was given. */
  readonly token: unknown
  /** The other end of the line; behind a proxy, the proxy's. */
  readonly address: string
  readonly forwardedFor: string | readonly string[] | undefined
  readonly agent: string | undefined
  /** `drill` of the `auth` of the client: the drill its page belongs to, empty for the real city; undefined where it does not say. */
  readonly drill?: unknown
}

/** Somebody who may follow the city, for as long as that lasts. */
export interface Admitted {
  readonly subject: Subject
  /** Where what the subject names is looked up: the city as far as it may see it. */
  readonly model: CityModel
  /** Kinds of entities it may see; none by default. */
  readonly kinds?: ReadonlySet<string>
  /** When the right ends whatever happens, epoch ms. */
  readonly endsAt?: number
}

/** Who may follow the city, as the live namespace asks for it. */
export interface LiveGuard {
  /** Throws Refusal for whoever may not follow the city; it is then written down. */
  admit(handshake: Handshake): Promise<Admitted>
  /** Throws Refusal when the subject may not, and writes it down. */
  demand(subject: Subject, action: Action, event: string, handshake: Handshake): void
  /** Calls back with keys that ended, within a second; see `endingKeys`. Returns the undo. */
  onEnded(hear: (keys: readonly string[]) => void): () => void
}

/** What each event needs. An event without a row here is none. */
export const EVENT_ACTIONS: Readonly<Record<keyof ClientToServer, Action>> = {
  subscribe: 'figures:read',
  unsubscribe: 'figures:read',
  resume: 'figures:read',
  watch: 'matters:read',
  unwatch: 'matters:read',
  track: 'entities:read',
  untrack: 'entities:read',
}
