/**
 * Who is measured: the live namespace of the product, `ws` handing one buffer to every socket, and a dashboard of Node-RED.
 */
export const CONTENDERS = ['guanlan', 'ws', 'node-red'] as const
export type Contender = (typeof CONTENDERS)[number]

/** How often everybody is told something, ms: as often as the product patches. */
export const EVERY_MS = 250

/** Whom a reader is: one that reads all it is sent, or one that reads nothing and says only that it is there. */
export const PACES = ['attentive', 'slow'] as const
export type Pace = (typeof PACES)[number]

/** What the measured server tells. */
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  /** Resident memory after a collection, bytes, and how many readers are held aside. */
  | { readonly kind: 'state'; readonly rss: number; readonly held: number }
  /** CPU the process has used, microseconds. */
  | { readonly kind: 'cpu'; readonly us: number }
  /** CPU the process used since `begin`, microseconds, and how often everybody was told something. */
  | { readonly kind: 'used'; readonly cpuUs: number; readonly casts: number }

export type ToServer =
  | { readonly kind: 'state' }
  | { readonly kind: 'cpu' }
  /** Begins to tell everybody something every EVERY_MS. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' }
  /** Tells everybody something once: about as much as was asked for, or as much as there is. */
  | { readonly kind: 'cast'; readonly isWhole: boolean }

/** What a process of readers tells. */
export type FromReaders =
  | { readonly kind: 'connected' }
  /** Every reader has taken in one message more than when this was said last. */
  | { readonly kind: 'caught-up' }
  /** Messages taken in since `begin`, their mean length in bytes, and what they took from being said to being read: ms. */
  | { readonly kind: 'read'; readonly messages: number; readonly bytes: number; readonly p50: number; readonly p99: number }

export type ToReaders = { readonly kind: 'begin' } | { readonly kind: 'end' }
