import type { Matter, RecordedEvent } from '#contract/matter.ts'
import { type Watch, watchName } from '#contract/watch.ts'
import type { MattersStore } from '../state/matters.ts'
import type { MomentStore } from '../state/moment.ts'

/** Matters are read once nobody has moved the moment for this long, and at most this often while it is played, ms. */
const SETTLED_MS = 250
const REREAD_MS = 2_000

/** What a watch held at a moment. */
export interface PastWatched {
  readonly epoch: string
  /** The revision that was newest then. */
  readonly revision: number
  readonly matters: readonly Matter[]
  readonly log: readonly RecordedEvent[]
}

export interface PastMattersPorts {
  readonly moment: MomentStore
  readonly matters: MattersStore
  /** Reads what a watch held at a moment. Rejects with an error that bears the `code` of the refusal. */
  read(watch: Watch, at: number): Promise<PastWatched>
  after(ms: number, callback: () => void): () => void
}

/**
 * Follows for a moment of the past what people dealt with then: read when the moment stands still for a while, and every now
 * and then as it is played. What people did is never corrected, so it is the same however the figures are known. Returns the undo.
 */
export function createPastMatters({ moment, matters, read, after }: PastMattersPorts): () => void {
  let stopWaiting: (() => void) | undefined
  let turn = 0
  let isReading = false
  let isAgain = false

  const wait = (ms: number) => {
    stopWaiting ??= after(ms, () => {
      stopWaiting = undefined
      void readAll()
    })
  }
  const readAll = async () => {
    const now = moment.getState()
    if (now.kind !== 'past') return
    if (isReading) {
      isAgain = true
      return
    }
    isReading = true
    isAgain = false
    const mine = turn
    await Promise.all(matters.wanted().map((watch) => readOne(watch, now.at, () => mine === turn)))
    isReading = false
    const later = moment.getState()
    if (isAgain || mine !== turn) wait(SETTLED_MS)
    else if (later.kind === 'past' && later.isPlaying) wait(REREAD_MS)
  }
  const readOne = async (watch: Watch, at: number, isWanted: () => boolean) => {
    try {
      const { epoch, revision, matters: found, log } = await read(watch, at)
      if (isWanted()) matters.begin({ watch: watchName(watch), epoch, revision, at, matters: found, ...(watch.log && { log }) })
    } catch (fault) {
      if (isWanted()) matters.refuse(watch, codeOf(fault))
    }
  }
  const stopMoment = moment.subscribe((now, before) => {
    if (now.kind !== 'past') return
    const isMoved = before.kind !== 'past' || (now.at !== before.at && !before.isPlaying) || now.at < before.at
    if (isMoved) {
      turn++
      matters.forget()
    }
    if (isMoved || (now.isPlaying && before.kind === 'past' && !before.isPlaying)) {
      stopWaiting?.()
      stopWaiting = undefined
      wait(SETTLED_MS)
    }
  })
  const stopWanted = matters.onWanted(() => wait(0))
  wait(0)
  return () => {
    turn++
    stopMoment()
    stopWanted()
    stopWaiting?.()
  }
}

function codeOf(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string'
    ? fault.code
    : 'server/fault'
}
