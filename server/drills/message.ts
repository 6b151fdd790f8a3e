import type { Verdict } from '#contract/drill.ts'
import type { Happening, RunSpeed } from '#contract/drill-run.ts'

/** What the server of the real city asks of the process that plays a drill. Nothing else ever passes from the one to the other. */
export type ToDrill =
  | {
      readonly kind: 'play'
      readonly drill: string
      readonly city: string | undefined
      readonly speed: RunSpeed
      /** Players whose parts are left to people. */
      readonly people: readonly string[]
    }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'stop' }

/** What that process says. Seconds are those of the drill. */
export type FromDrill =
  | { readonly kind: 'opened'; readonly url: string; readonly cityAt: number }
  | { readonly kind: 'progress'; readonly seconds: number }
  | { readonly kind: 'happened'; readonly happening: Happening }
  | { readonly kind: 'judged'; readonly place: number; readonly verdict: Verdict }
  /** It is over, and the shadow city is gone; `isWhole` where it was played to its end. */
  | { readonly kind: 'over'; readonly isWhole: boolean; readonly verdicts: readonly Verdict[]; readonly refused: number }
  | { readonly kind: 'failed'; readonly sentence: string }
