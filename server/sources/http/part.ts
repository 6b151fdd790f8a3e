import type { IngestAnswer, Rejection } from '#contract/observation.ts'

/** Rows handed to the hub at a time: some milliseconds of work, so that a long upload never holds the others up. */
export const PART_ROWS = 4_000

/** Most rejections listed in one answer; all are counted. */
const MOST_LISTED = 1_000

/** A part of a request's rows, in order. */
export interface Part {
  readonly rows: readonly unknown[]
  /** Position in the request of each row. */
  readonly indexes: readonly number[]
  /** Lines that never became rows. */
  readonly unreadable: readonly Rejection[]
  /** Hash of everything the request said up to the end of this part, '' when nobody asked for it. */
  readonly hash: string
}

export const NOTHING: IngestAnswer = { accepted: 0, duplicates: 0, corrections: 0, conflicts: 0, rejected: [], rejectedCount: 0 }

/** The hub's answer to a part in the positions of the request, with the lines that never reached the hub. */
export function answerOfPart(part: Part, answer: IngestAnswer): IngestAnswer {
  const rejected = answer.rejected.map((rejection) => ({ ...rejection, index: part.indexes[rejection.index] ?? rejection.index }))
  return {
    ...answer,
    rejected: [...rejected, ...part.unreadable].sort((a, b) => a.index - b.index),
    rejectedCount: answer.rejectedCount + part.unreadable.length,
  }
}

/** Both answers as one. Every row is counted, the first rejections are listed. */
export function addAnswers(before: IngestAnswer, more: IngestAnswer): IngestAnswer {
  const room = MOST_LISTED - before.rejected.length
  return {
    accepted: before.accepted + more.accepted,
    duplicates: before.duplicates + more.duplicates,
    corrections: before.corrections + more.corrections,
    conflicts: before.conflicts + more.conflicts,
    rejected: room > 0 ? [...before.rejected, ...more.rejected.slice(0, room)] : before.rejected,
    rejectedCount: before.rejectedCount + more.rejectedCount,
  }
}
