import type { Remit, Role } from '#contract/access.ts'
import type { Names } from '#contract/names.ts'
import type { EmbeddedStep } from '../record/embedded/embedded-postgres.ts'

/** What the server process tells the process that started it. */
export type FromServer =
  | { readonly kind: 'step'; readonly step: ServerStep }
  /** Everything is open. */
  | ({ readonly kind: 'ready'; readonly url: string } & ServedCity)
  /** There are no administrators yet: the one-time link for making them, for the eyes of whoever started the server. */
  | { readonly kind: 'setup'; readonly link: string }
  /** The server cannot start; one sentence for the person who started it. */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The token of the simulated hub's reader, as asked for. */
  | { readonly kind: 'reader'; readonly token: string }
  /** The clock of a drill stands there, and what it set off is done. */
  | { readonly kind: 'moved'; readonly at: number }
  /** Tokens of sessions by player, as asked for. */
  | { readonly kind: 'enrolled'; readonly tokens: Readonly<Record<string, string>> }
  /** Tokens by source name, as asked for. */
  | { readonly kind: 'tokens'; readonly tokens: Readonly<Record<string, string>> }

/** The city a server shows: what people call it, and the departments that send its figures. */
export interface ServedCity {
  readonly names: Names
  readonly departments: readonly string[]
}

/** What the starter asks of the server process. */
export type ToServer =
  /** Makes these sources, or gives those there are a new token. */
  | { readonly kind: 'mint'; readonly names: readonly string[] }
  /** Makes the reader of the simulated hub, or gives it a new token. */
  | { readonly kind: 'mint-reader' }
  /** Moves the clock of a drill; with `isTick` what is due by then is done as well. Answered by `moved`. */
  | { readonly kind: 'move'; readonly at: number; readonly isTick: boolean }
  /** Signs players of a drill in. Answered by `enrolled`. */
  | { readonly kind: 'enrol'; readonly players: readonly EnrolledPlayer[] }
  | { readonly kind: 'stop' }

/** Somebody with a part in a drill, and what they answer for. */
export interface EnrolledPlayer {
  readonly id: string
  readonly shown: string
  readonly role: Role
  readonly area: string
  readonly domains: Remit['domains']
}

/** What a person waits for while the server starts. */
export type ServerStep = EmbeddedStep | { readonly kind: 'waiting-for-folder' } | { readonly kind: 'opening-record' }

/** The line with the link for the first administrators, as it is printed. */
export function setupLine(link: string): string {
  return `首次设置 · first set-up: ${link}`
}
