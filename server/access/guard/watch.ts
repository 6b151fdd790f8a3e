import type { Action } from '#contract/access.ts'
import { Refusal } from '#contract/errors.ts'
import { actorOf, type ExecuteParts } from '../act/execute.ts'
import { type CookieSite, cookieName } from '../cookies.ts'
import type { Endings } from '../endings.ts'
import { type AddressList, plainAddress } from '../hardening/addresses/address-list.ts'
import { readSession, type SessionRules, subjectOf } from '../identity/sessions/session.ts'
import { demand } from '../policy/policy.ts'
import { type Subject, VISITOR } from '../policy/subject.ts'
import { findReader } from '../readers/reader-register.ts'
import { findScreen } from '../screens/screen-register.ts'
import { bearerToken, type Credential, credentialOf } from './credential.ts'
import type { GuardParts } from './guard.ts'
import { type Known, know, type Registers } from './known.ts'
import { RefusalLog } from './refusal-log.ts'

/** What a handshake of the live city shows, its cookies read. */
export interface Knock {
  readonly cookies: Readonly<Record<string, string | undefined>>
  readonly authorization: string | undefined
  /** `token` of the `auth` that a client was given. */
  readonly token: unknown
  readonly address: string
  readonly agent: string | undefined
}

/** Who stands at the doors of the server: the same rules for requests and for sockets. */
export interface Watch {
  /** For the guard of the routes. */
  readonly requests: GuardParts
  /** Who shakes hands with the live city. Throws Refusal for whoever may not follow it, and writes it down. */
  admit(knock: Knock): Promise<Known>
  /** Throws Refusal when the subject of a socket may not do what an event needs, and writes it down. */
  demand(subject: Subject, action: Action, event: string, from: Pick<Knock, 'address' | 'agent'>): void
  readonly onEnded: Endings['onEnded']
  close(): Promise<void>
}

export interface WatchParts extends ExecuteParts, SessionRules, CookieSite {
  readonly endings: Endings
  readonly origins: readonly string[]
  readonly adminNetworks: AddressList
  every(ms: number, run: () => void): () => void
  onFault(fault: unknown): void
}

/** How often it is looked whether repeated refusals are to be told, ms. */
const SWEEP_MS = 5_000

/** Sets up the watch: registers of sessions, screens and readers, and the log of refusals. */
export function openWatch(parts: WatchParts): Watch {
  const { database, audit, now, isSecure, isDrill = false, origins } = parts
  let writing = Promise.resolve()
  const refusals = new RefusalLog((entry) => {
    // One after the other: refusals never take more than one connection, however many come.
    writing = writing.then(() => database.transaction((tx) => audit.append(tx, entry))).catch(parts.onFault)
  }, now)
  const registers: Registers = {
    session: async (token) => {
      const state = await readSession(database, token, parts)
      return state && { subject: subjectOf(state), endsAt: state.endsAt }
    },
    screen: (token) => findScreen(database, token, now()),
    reader: (token) => findReader(database, token, now()),
  }
  const stopSweeping = parts.every(SWEEP_MS, () => refusals.sweep())
  const note = (subject: Subject, fault: unknown, event: string, { address, agent }: Pick<Knock, 'address' | 'agent'>) => {
    if (!(fault instanceof Refusal)) return
    const from = { address: plainAddress(address), ...(agent !== undefined && { agent }) }
    refusals.note({ actor: actorOf(subject), code: fault.code, object: { kind: 'event', id: event }, ...from })
  }
  return {
    requests: {
      know: (credential) => know(credential, registers),
      ...{ isSecure, isDrill, origins },
      adminNetworks: parts.adminNetworks,
      onRefused: (refused) => refusals.note(refused),
    },
    admit: async (knock) => {
      let subject = VISITOR
      try {
        const known = await know(credentialIn(knock, { isSecure, isDrill }), registers)
        subject = known.subject
        demand(subject, 'figures:read')
        return known
      } catch (fault) {
        note(subject, fault, 'connect', knock)
        throw fault
      }
    },
    demand: (subject, action, event, from) => {
      try {
        demand(subject, action)
      } catch (fault) {
        note(subject, fault, event, from)
        throw fault
      }
    },
    onEnded: (hear) => parts.endings.onEnded(hear),
    close: async () => {
      stopSweeping()
      refusals.sweep(true)
      await writing
    },
  }
}

/** A token of `auth` goes before one of a header: who sets either sets it on purpose. */
function credentialIn({ cookies, authorization, token }: Knock, site: CookieSite): Credential {
  return credentialOf({
    session: cookies[cookieName('session', site)],
    screen: cookies[cookieName('screen', site)],
    token: typeof token === 'string' ? token : bearerToken(authorization),
  })
}
