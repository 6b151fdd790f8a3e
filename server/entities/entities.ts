import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import type { EntityAnswer } from '#contract/entity.ts'
import { Refusal } from '#contract/errors.ts'
import type { FindArea } from '../city/area-finder.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { Database } from '../record/database.ts'
import { EntityBook } from './entity-book.ts'
import { commitTaken, findAnswer, type Idempotency, loadEntities } from './entity-store.ts'
import type { JudgeParts } from './judge.ts'
import type { RowWords } from './read-row.ts'
import { takeRows } from './take-rows.ts'
import { pruneTracks } from './track-store.ts'

/** How often old places are forgotten, ms. */
const PRUNE_EVERY_MS = 600_000

export interface EntitiesParts {
  readonly database: Database
  readonly catalogue: Pick<Catalogue, 'areas' | 'city' | 'entityKinds'>
  readonly findArea: FindArea
  readonly clock: Clock
  /** Told when old places could not be forgotten; it is tried again. */
  onFault(fault: unknown): void
  /** Set where several servers have one record: the term in which this one leads, and so takes in. */
  readonly term?: () => number | undefined
}

/** Everything with an identity in the city: takes in what sources say of it, remembers how it stands. */
export interface Entities {
  readonly book: EntityBook
  /**
   * Takes rows of a source in; resolves once they are committed. Throws Refusal `request/key-reused` for a key that was
   * used for other rows, RecordFault when nothing could be written.
   */
  take(source: number, rows: readonly unknown[], idempotency: Idempotency | undefined): Promise<EntityAnswer>
  /** Reads what another server took in. Throws RecordFault. */
  readOn(): Promise<void>
  /** Finishes what was begun. */
  close(): Promise<void>
}

/** Reads how everything stands and begins to take in. */
export async function openEntities({ database, catalogue, findArea, clock, onFault, term }: EntitiesParts): Promise<Entities> {
  const tree = areaTree(catalogue.areas)
  const words: RowWords & JudgeParts = {
    kinds: new Map((catalogue.entityKinds ?? []).map((kind) => [kind.id, kind])),
    departments: new Set(catalogue.city.departments.map(({ id }) => id)),
    isArea: (code) => tree.byCode.has(code),
    findArea,
    root: tree.root.code,
  }
  const book = new EntityBook()
  let part = -1
  const readOn = async () => {
    const read = await loadEntities(database, part)
    part = read.part
    book.write(read.entities)
  }
  await readOn()
  /** The term up to whose beginning everything is known here. */
  let ledIn: number | undefined
  /** One part at a time: what is judged against the book is in the book before the next is judged. */
  let line: Promise<unknown> = Promise.resolve()
  const inLine = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = line.then(work)
    line = result.catch(() => undefined)
    return result
  }
  const take = async (source: number, rows: readonly unknown[], idempotency: Idempotency | undefined) => {
    const leading = term?.()
    if (leading !== ledIn) await readOn()
    ledIn = leading
    const before = idempotency && (await findAnswer(database, source, idempotency.key))
    if (before && before.bodyHash !== idempotency?.bodyHash) throw new Refusal('request/key-reused')
    if (before) return before.answer
    const now = clock.now()
    const taken = takeRows(rows, source, now, book, words)
    // Even where the commit fails the number is used up: nobody may meet another part under it.
    part += 1
    const numbers = await commitTaken(database, source, now, taken, idempotency, { part, isCalledOut: term !== undefined })
    book.write(taken.changed.map((known) => ({ ...known, number: numbers.get(known.entity.id) ?? known.number })))
    return taken.answer
  }
  const stopPruning = clock.every(PRUNE_EVERY_MS, () => void pruneTracks(database, clock.now()).catch(onFault))
  return {
    book,
    take: (...asked) => inLine(() => take(...asked)),
    readOn: () => inLine(readOn),
    close: async () => {
      stopPruning()
      await line
    },
  }
}
