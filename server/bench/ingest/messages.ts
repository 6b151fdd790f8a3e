import type { Feed } from './feed.ts'

/** Where rows are read, answered and forgotten: what reading alone costs. */
export const NOWHERE = '/api/nowhere'

/** Stages of taking in whose time is told. */
export type Stage = 'gate' | 'commit' | 'roll-up' | 'revision' | 'fan-out'

/** What the server under measurement is told. */
export type ToServer =
  /** Count from now on. */
  | { readonly kind: 'begin' }
  /** Finish everything that was taken in, and say what it took. */
  | { readonly kind: 'end' }

export type FromServer =
  | { readonly kind: 'listening'; readonly port: number }
  /** Time in each stage and CPU of the process since `begin`, ms. */
  | {
      readonly kind: 'rolled-up'
      readonly stages: Readonly<Record<Stage, number>>
      readonly cpuMs: number
      readonly revisions: number
    }

/** What the process of the sources is told; it answers `ready` and `answered`. */
export type ToSenders = { readonly kind: 'prepare'; readonly feed: Feed } | { readonly kind: 'send'; readonly path: string }

export type FromSenders =
  | { readonly kind: 'ready' }
  /** Every row was acknowledged; `accepted` of them as new. */
  | { readonly kind: 'answered'; readonly accepted: number }
