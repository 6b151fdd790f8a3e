import type { Rejection } from './observation.ts'

/** What the runner of a drill says to the process that tells its figures. Times are those of the shadow city, epoch ms. */
export type ToDrillFeed =
  | {
      readonly kind: 'open'
      readonly url: string
      /** Of a reader, and of the source of each department. */
      readonly reader: string
      readonly tokens: Readonly<Record<string, string>>
      readonly drill: string
      readonly at: number
      /** Every figure of the city, or only those that the drill moves and those named. */
      readonly figures: 'all' | readonly string[]
    }
  /** Tell whatever is due by now. */
  | { readonly kind: 'tell'; readonly at: number }
  | { readonly kind: 'fault'; readonly fault: FeedFault; readonly prefix: string; readonly until: number }

/** How a feed fails besides falling silent, which the drill's own script says. */
export type FeedFault = 'bad-values' | 'duplicates-out-of-order'

/** What it answers. */
export type FromDrillFeed =
  | { readonly kind: 'opened'; readonly figures: number }
  | {
      readonly kind: 'told'
      readonly at: number
      readonly rows: number
      /** Rows that were made up to be refused, and what the door said of rows it refused. */
      readonly bad: number
      readonly rejected: readonly Rejection[]
      readonly rejectedCount: number
      readonly duplicates: number
      /** What a feed with a fault would have said without it. */
      readonly clean: readonly { readonly metric: string; readonly area: string; readonly at: number; readonly value: number }[]
    }
  | { readonly kind: 'failed'; readonly sentence: string }
