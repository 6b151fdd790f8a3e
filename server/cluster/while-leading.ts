import type { Leadership } from './leadership.ts'

/** Ends what was begun; resolves when nothing of it is under way any more. */
export type Undo = () => void | Promise<void>

/** Before what could not be begun is tried again, ms. */
const RETRY_MS = 1_000

export interface LeaderWork {
  /** Begins the work of the leader, and gives its end. */
  begin(): Undo | Promise<Undo>
  /** Wakes every so many ms. Returns the undo. */
  every(ms: number, run: () => void): () => void
  /** Told when the work could not be begun; it is tried again for as long as this server leads. */
  onFault(fault: unknown): void
}

/**
 * Does the work of the leader whenever this server leads, and never beside its own earlier self: an end is waited for before the
 * next beginning. Where the server leads already, resolves once the work has begun and throws what kept it from beginning.
 */
export async function whileLeading(
  leadership: Pick<Leadership, 'term' | 'onChange'>,
  { begin, every, onFault }: LeaderWork,
): Promise<Undo> {
  let undo: Undo | undefined
  let wanted = leadership.term()
  let turn: Promise<void> = Promise.resolve()
  if (wanted !== undefined) undo = await begin()
  const stopWatching = leadership.onChange((term) => {
    wanted = term
    turn = turn.then(end).then(() => start(term))
  })
  const stopRetrying = every(RETRY_MS, () => {
    if (wanted !== undefined && undo === undefined) turn = turn.then(() => start(wanted))
  })
  async function end(): Promise<void> {
    const ending = undo
    undo = undefined
    await ending?.()
  }
  async function start(term: number | undefined): Promise<void> {
    if (term === undefined || term !== wanted || undo !== undefined) return
    try {
      undo = await begin()
    } catch (fault) {
      onFault(fault)
    }
  }
  return async () => {
    stopWatching()
    stopRetrying()
    wanted = undefined
    await turn
    await end()
  }
}
