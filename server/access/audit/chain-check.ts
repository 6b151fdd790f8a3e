import type { Anchor, FoundAnchor } from './anchor.ts'
import { type ChainRow, FIRST_HASH, hashOf } from './chain-row.ts'
import type { AuditStub } from './stub.ts'

/** The first thing found wrong: the number of the first bad record, where one can be named, and what is wrong with it. */
export interface Flaw {
  readonly seq: number | undefined
  readonly sentence: string
}

/** Where a chain begins and should end, and what was signed about it. */
export interface ChainClaims {
  readonly stub: Pick<AuditStub, 'seq' | 'hash'> | undefined
  readonly head: { readonly seq: number; readonly hash: string }
  readonly anchors: readonly FoundAnchor[]
}

/**
 * Goes along the chain, row by row in the order of their numbers, and finds the first flaw. Pure. `take` each row, then
 * `end`; both return the flaw once there is one, and it stays the first.
 */
export class ChainCheck {
  readonly #claims: ChainClaims
  readonly #anchors = new Map<number, Extract<FoundAnchor, { kind: 'anchor' }>[]>()
  readonly #start: { readonly seq: number; readonly hash: string }
  #last: { readonly seq: number; readonly hash: string }
  /** The newest anchor that the rows so far agree with. */
  #held: Anchor | undefined
  #flaw: Flaw | undefined

  constructor(claims: ChainClaims) {
    this.#claims = claims
    this.#start = claims.stub ?? { seq: 0, hash: FIRST_HASH }
    this.#last = this.#start
    for (const found of claims.anchors) {
      if (found.kind === 'damaged') continue
      const { seq } = found.anchor
      this.#anchors.set(seq, [...(this.#anchors.get(seq) ?? []), found])
    }
    this.#flaw = this.#contradictedBy(this.#start)
  }

  /** The row last found good. */
  get reached(): number {
    return this.#last.seq
  }

  take(row: ChainRow): Flaw | undefined {
    this.#flaw ??= this.#flawOf(row)
    if (!this.#flaw) this.#last = { seq: row.seq, hash: row.hash }
    return this.#flaw
  }

  /** After the last row: what is missing behind it. */
  end(): Flaw | undefined {
    const { head, anchors } = this.#claims
    this.#flaw ??=
      this.#missingBehind() ??
      (head.hash === this.#last.hash
        ? undefined
        : flaw(head.seq, `The head names another hash for record ${head.seq} than the record itself.`)) ??
      damagedIn(anchors)
    return this.#flaw
  }

  #flawOf(row: ChainRow): Flaw | undefined {
    const expected = this.#last.seq + 1
    if (row.seq < expected) return flaw(row.seq, `Record ${row.seq} is there twice, or should have been dropped.`)
    if (row.seq > expected) return flaw(expected, `Record ${expected} is missing.`)
    if (row.seq > this.#claims.head.seq)
      return flaw(row.seq, `Record ${row.seq} was put in behind the newest one: the head does not know it.`)
    if (hashOf(row.previous, row) !== row.hash) return flaw(row.seq, `Record ${row.seq} was changed: its hash is another.`)
    if (row.previous !== this.#last.hash) return this.#unbound(row)
    return this.#contradictedBy(row)
  }

  /** Both rows are whole and do not fit together: of the two, the earlier was made anew, unless nothing stands before. */
  #unbound(row: ChainRow): Flaw {
    if (this.#last.seq === this.#start.seq) return flaw(row.seq, `Record ${row.seq} does not follow what the chain begins with.`)
    return flaw(
      this.#last.seq,
      `Record ${this.#last.seq} was changed and given a new hash: record ${row.seq} was bound to another.`,
    )
  }

  #contradictedBy({ seq, hash }: { readonly seq: number; readonly hash: string }): Flaw | undefined {
    for (const { file, anchor } of this.#anchors.get(seq) ?? []) {
      if (anchor.hash !== hash) {
        const from = (this.#held?.seq ?? this.#start.seq) + 1
        return flaw(
          Math.min(from, seq),
          `Records ${from} to ${seq} were rewritten as a whole: the anchor ${file} was signed over others.`,
        )
      }
      this.#held = anchor
    }
    return undefined
  }

  #missingBehind(): Flaw | undefined {
    const { head } = this.#claims
    const next = this.#last.seq + 1
    if (head.seq > this.#last.seq) return flaw(next, `Record ${next} is missing: the head names ${head.seq} as the newest.`)
    const beyond = [...this.#anchors.values()].flat().find(({ anchor }) => anchor.seq > this.#last.seq)
    if (beyond)
      return flaw(next, `Record ${next} is missing: the anchor ${beyond.file} was signed over ${beyond.anchor.seq} records.`)
    return undefined
  }
}

function damagedIn(anchors: readonly FoundAnchor[]): Flaw | undefined {
  const damaged = anchors.find(({ kind }) => kind === 'damaged')
  return damaged && flaw(undefined, `The anchor ${damaged.file} was changed, or signed with another key.`)
}

function flaw(seq: number | undefined, sentence: string): Flaw {
  return { seq, sentence }
}
