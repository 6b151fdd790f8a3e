/** The base windows of one hour of a series, folded in their order, so that days and months need not be read from minutes. */
export interface KeptHour {
  readonly metric: string
  readonly area: string
  /** Start of the hour, epoch ms. */
  readonly windowStart: number
  readonly numerator: number
  readonly denominator: number
  readonly observedAt: number
  /** Coverage of the least covered of its windows. */
  readonly reported: number
  readonly expected: number
  /** Newest revision of its windows. */
  readonly revision: number
  /** By what it was folded: another is of no use to who folds by another rule. */
  readonly rule: string
  /** First revision that said something of the hour after it was folded before; 0 where it was folded for the first time. */
  readonly since: number
}

/** How far hours are kept: those from ≤ start < to, as of a revision. What was said later of one of them is not in it yet. */
export interface HoursReach {
  readonly from: number
  readonly to: number
  readonly revision: number
  /** IANA zone of the calendar that says where hours begin. */
  readonly timeZone: string
}

/** How far hours are kept at some time. */
export interface HoursKept extends HoursReach {
  /** Another after everything that changed what is kept. */
  readonly turn: number
}

/** A base window that a revision said something of. */
export interface RevisedWindow {
  readonly metric: string
  readonly area: string
  readonly windowStart: number
  readonly revision: number
}

/** Hours of one metric in some areas, from ≤ start < to, as known at `asOf`; undefined is the newest revision. */
export interface HourQuery {
  readonly metric: string
  readonly areas: readonly string[]
  readonly from: number
  readonly to: number
  readonly asOf?: number
}

/** What is kept of the hours asked for; nothing where keeping them lies far behind the record. */
export interface FoundHours {
  /** Of each hour the one that was folded last before `asOf`, by area and start; one whose `revision` is later says nothing of `asOf`. */
  readonly hours: readonly KeptHour[]
  /** Windows in them that were revised up to `asOf` and that no kept hour holds yet, each with the first revision that did. */
  readonly revised: readonly RevisedWindow[]
}

/** Windows from ≤ start < to of which something was said by a revision with after < revision ≤ upTo; about `most` of them. */
export interface RevisedQuery {
  readonly after: number
  readonly upTo: number
  readonly from: number
  readonly to: number
  readonly most: number
}

/** All that was said up to a revision, oldest first. */
export interface FoundRevised {
  readonly windows: readonly RevisedWindow[]
  /** The `upTo` asked for, or the last revision told of where there is more: a revision is told of as a whole, however much it says. */
  readonly upTo: number
}

/**
 * Hours of history that are kept beside the points. They follow from the points alone: without them everything is the same, and
 * slower. Throws RecordFault.
 */
export interface HourStore {
  /** How far hours are kept; undefined while none are. */
  kept(): Promise<HoursKept | undefined>
  /**
   * Keeps hours and says how far they go now; false, and nothing kept, where that is no longer `before`: another was quicker, or
   * what they were folded of was dropped. Hours of another time zone, and those of before the first time, are forgotten.
   */
  keep(hours: readonly KeptHour[], before: HoursKept | undefined, after: HoursReach): Promise<boolean>
  find(query: HourQuery): Promise<FoundHours>
  revised(query: RevisedQuery): Promise<FoundRevised>
  /** An instant ≤ `at` with no points from there to `at`; undefined where there are none before `at` at all. */
  pointsBefore(at: number): Promise<number | undefined>
}

/** So many revisions may be missing in what is kept: of more, looking for what they said takes longer than folding hours again. */
export const MOST_MISSING = 1_000
