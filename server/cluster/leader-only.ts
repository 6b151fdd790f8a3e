import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '#contract/errors.ts'
import { NotLeading } from '../record/fence.ts'
import { RecordFault } from '../record/record-store.ts'
import { askPeer, PeerSilent } from './ask-peer.ts'
import type { Leadership } from './leadership.ts'

/** How long work waits for somebody to lead, ms: longer than it takes another to take over. */
const PATIENCE_MS = 10_000
const RETRY_MS = 50
/** How often whoever waits for an answer looks whether another leads by now, ms. */
const LOOK_MS = 100

export interface Cluster {
  readonly leadership: Pick<Leadership, 'term' | 'leaderAddress' | 'newestTerm'>
  /** What members know each other by. */
  readonly secret: string
}

/**
 * Work that the leader alone does, for whoever asks at any member: done here where this server leads, else handed to the leader.
 * What a leader did not answer before another took over is asked again of that one, so the work must be such that doing it
 * twice is doing it once. Throws what the work throws, and RecordFault where nobody leads for too long.
 */
export function leaderOnly<Input, Outcome>(
  name: string,
  work: (input: Input) => Promise<Outcome>,
  { leadership, secret }: Cluster,
): (input: Input) => Promise<Outcome> {
  const ask = async (address: string, input: Input): Promise<Outcome> => {
    const { signal, abort } = untilAnotherLeads(leadership)
    try {
      return (await askPeer({ address, secret }, name, input, signal)) as Outcome
    } finally {
      abort()
    }
  }
  return async (input) => {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const term = leadership.newestTerm()
      try {
        if (leadership.term() !== undefined) return await work(input)
        const address = leadership.leaderAddress()
        if (address !== undefined) return await ask(address, input)
      } catch (fault) {
        const isWorthAgain = fault instanceof NotLeading || fault instanceof PeerSilent || leadership.newestTerm() !== term
        if (!isWorthAgain || fault instanceof Refusal) throw fault
      }
      if (performance.now() >= until) throw new RecordFault('record/unavailable', new Error('nobody leads'))
      await pause(RETRY_MS)
    }
  }
}

/** A signal that comes when another term begins: whoever stands still would never answer. */
function untilAnotherLeads(leadership: Cluster['leadership']): { readonly signal: AbortSignal; abort(): void } {
  const asked = new AbortController()
  const { signal } = asked
  const term = leadership.newestTerm()
  const timer = setInterval(() => {
    if (leadership.newestTerm() !== term || leadership.term() !== undefined) asked.abort()
  }, LOOK_MS)
  const abort = () => {
    clearInterval(timer)
    asked.abort()
  }
  return { signal, abort }
}
