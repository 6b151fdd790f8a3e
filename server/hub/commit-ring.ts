import type { Commit } from './hub-port.ts'

/** Commits and points kept for readers who come back: minutes of a busy city, tens of megabytes at most. */
export const RING_COMMITS = 4096
export const RING_POINTS = 200_000

/** The newest commits, so that a reader who was away a moment gets what it missed and not everything. */
export class CommitRing {
  private readonly commits: Commit[] = []
  private points = 0
  /** The oldest revision a reader may stand at and still be given all that followed. */
  private floor: number
  private head: number
  private readonly limits: { readonly commits: number; readonly points: number }

  /** `floor` is the first revision from which all later commits will pass through this ring. */
  constructor(floor: number, limits = { commits: RING_COMMITS, points: RING_POINTS }) {
    this.floor = floor
    this.head = floor
    this.limits = limits
  }

  push(commit: Commit): void {
    this.commits.push(commit)
    this.points += weigh(commit)
    this.head = commit.revision
    let dropped = 0
    while (this.commits.length - dropped > this.limits.commits || this.points > this.limits.points) {
      const oldest = this.commits[dropped]
      if (!oldest) break
      this.points -= weigh(oldest)
      this.floor = oldest.revision
      dropped += 1
    }
    if (dropped > 0) this.commits.splice(0, dropped)
  }

  /** How much of its bound is taken, by number or by points, whichever is more. */
  share(): number {
    return Math.max(this.commits.length / this.limits.commits, this.points / this.limits.points)
  }

  /** All commits after `revision`, or undefined when some are gone, or when it lies ahead of the record. */
  since(revision: number): readonly Commit[] | undefined {
    if (revision < this.floor || revision > this.head) return undefined
    let from = this.commits.length
    while (from > 0 && (this.commits[from - 1] as Commit).revision > revision) from -= 1
    return this.commits.slice(from)
  }
}

function weigh(commit: Commit): number {
  return commit.revised.length + commit.latest.length
}
