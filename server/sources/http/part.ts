import type { Rejection } from '#contract/observation.ts'

/** Rows handed on at a time: some milliseconds of work, so that a long upload never holds the others up. */
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

/** What every door answers about rows: the refused ones, and counts of its own whose names are its own as well. */
export interface RowAnswer {
  readonly rejected: Rejection[]
  readonly rejectedCount: number
}

/** A door's answer to a part in the positions of the request, with the lines that never became rows. */
export function answerOfPart<Answer extends RowAnswer>(part: Part, answer: Answer): Answer {
  const rejected = answer.rejected.map((rejection) => ({ ...rejection, index: part.indexes[rejection.index] ?? rejection.index }))
  return {
    ...answer,
    rejected: [...rejected, ...part.unreadable].sort((a, b) => a.index - b.index),
    rejectedCount: answer.rejectedCount + part.unreadable.length,
  }
}

/** Both answers as one. Every row is counted, whatever its count is called; the first rejections are listed. */
export function addAnswers<Answer extends RowAnswer>(before: Answer, more: Answer): Answer {
  const room = MOST_LISTED - before.rejected.length
  const counts = Object.entries(before).flatMap(([name, count]) =>
    typeof count === 'number' ? [[name, count + (more[name as keyof Answer] as number)] as const] : [],
  )
  return {
    ...before,
    ...Object.fromEntries(counts),
    rejected: room > 0 ? [...before.rejected, ...more.rejected.slice(0, room)] : before.rejected,
  }
}
