/** Who is measured: the live namespace of the product, or `ws` handing one buffer to every socket. */
export const CONTENDERS = ['guanlan', 'ws'] as const
export type Contender = (typeof CONTENDERS)[number]

/** How often everybody is told something, ms: as often as the product patches. */
export const EVERY_MS = 250

/** What the measured server tells. */
export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  /** Resident memory, bytes. */
  | { readonly kind: 'memory'; readonly rss: number }
  /** CPU the process used since `begin`, microseconds, and how many were told how often. */
  | { readonly kind: 'used'; readonly cpuUs: number; readonly casts: number; readonly bytes: number }

export type ToServer = { readonly kind: 'memory' } | { readonly kind: 'begin' } | { readonly kind: 'end' }

/** What the process of the readers tells. */
export type FromReaders =
  | { readonly kind: 'connected' }
  /** Messages taken in since `begin`, and how long they took from being said to being read: ms, p50 and p99. */
  | { readonly kind: 'read'; readonly messages: number; readonly p50: number; readonly p99: number }

export type ToReaders = { readonly kind: 'begin' } | { readonly kind: 'end' }
