import type { EntityAnswer } from '#contract/entity.ts'
import type { Rejection } from '#contract/observation.ts'
import type { EntityBook } from './entity-book.ts'
import { type JudgeParts, judge, type TrackedPlace } from './judge.ts'
import type { KnownEntity } from './known-entity.ts'
import { type RowWords, readRow } from './read-row.ts'

/** What a part of a request comes to: what is to be committed, and what is answered once it is. */
export interface Taken {
  readonly answer: EntityAnswer
  /** Things as they stand afterwards, each once. */
  readonly changed: readonly KnownEntity[]
  /** Ids of those that are new or called otherwise. */
  readonly renamed: ReadonlySet<string>
  /** `number` is 0 where the thing is new. */
  readonly tracked: readonly (TrackedPlace & { readonly id: string; readonly number: number })[]
}

export const NOTHING_TAKEN: EntityAnswer = { accepted: 0, duplicates: 0, late: 0, unplaced: 0, rejected: [], rejectedCount: 0 }

/** Reads and judges rows of a source, one after the other, against the book and each other. Pure; commits nothing. */
export function takeRows(
  rows: readonly unknown[],
  source: number,
  now: number,
  book: Pick<EntityBook, 'get'>,
  words: RowWords & JudgeParts,
): Taken {
  const standing = new Map<string, KnownEntity>()
  const knownOf = (id: string) => standing.get(id) ?? book.get(id)
  const kindOf = (id: string) => knownOf(id)?.entity.kind
  const renamed = new Set<string>()
  const tracked: Taken['tracked'][number][] = []
  const rejected: Rejection[] = []
  let [accepted, duplicates, late, unplaced] = [0, 0, 0, 0]
  for (const [index, row] of rows.entries()) {
    const read = readRow(row, words, now, kindOf)
    if (read.kind === 'refused') {
      rejected.push({ index, ...read.refused })
      continue
    }
    const { id, place } = read.report
    const known = knownOf(id)
    const number = known?.number ?? 0
    const judgement = judge(read.report, source, known, words)
    switch (judgement.kind) {
      case 'refused':
        rejected.push({ index, ...judgement.refused })
        break
      case 'duplicate':
        duplicates += 1
        break
      case 'late':
        late += 1
        if (judgement.tracked) tracked.push({ id, number, ...judgement.tracked })
        break
      case 'taken':
        accepted += 1
        if (place === null) unplaced += 1
        standing.set(id, judgement.next)
        if (judgement.isRenamed) renamed.add(id)
        if (judgement.tracked) tracked.push({ id, number, ...judgement.tracked })
        break
    }
  }
  const answer = { accepted, duplicates, late, unplaced, rejected, rejectedCount: rejected.length }
  return { answer, changed: [...standing.values()], renamed, tracked }
}
