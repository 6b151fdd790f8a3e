import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Me } from '#contract/access.ts'
import { CallRefused } from './call.ts'

/**
 * What this page knows of who it is to the server.
 *
 *     reading ──answer──▶ known ──taken / ended──▶ known
 *        │ ▲                          (a session that ended leaves a visitor, at once)
 *        ▼ │
 *     unreachable        unguarded: a server that asks nobody who they are
 */
export type Access =
  | { readonly kind: 'reading' }
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'unguarded' }
  | { readonly kind: 'known'; readonly me: Me }

export interface AccessStore extends StoreApi<Access> {
  /** Asks the server who the caller is. What is known stays while the server cannot be reached. Never rejects. */
  read(): Promise<void>
  /**
   * Makes a call that changes who the caller is, and takes over its answer. The server ends the old session meanwhile and
   * closes its socket; that is no news until the call has been answered. Rejects as the call does.
   */
  change(work: () => Promise<Me>): Promise<void>
  /** The session, or the enrolment of the screen, is no more: forgets it at once, then asks the server to be sure. */
  end(): Promise<void>
}

/** Keeps who the caller is. `readMe` asks the server; it rejects with CallRefused. */
export function createAccessStore(readMe: () => Promise<Me>): AccessStore {
  const store = createStore<Access>(() => ({ kind: 'reading' }))
  let turn = 0
  let changes = 0
  let isDue = false
  const read = async () => {
    isDue = changes > 0
    if (isDue) return
    const mine = ++turn
    const answer = await readMe().then(
      (me): Access => ({ kind: 'known', me }),
      (fault: unknown): Access => afterFault(store.getState(), fault),
    )
    if (mine === turn) store.setState(answer, true)
  }
  return {
    ...store,
    read,
    change: async (work) => {
      changes += 1
      turn += 1
      try {
        const me = await work()
        isDue = false
        store.setState({ kind: 'known', me }, true)
      } finally {
        changes -= 1
        if (isDue && changes === 0) void read()
      }
    },
    end: () => {
      const held = store.getState()
      if (changes === 0 && held.kind === 'known')
        store.setState({ kind: 'known', me: { ...held.me, subject: { kind: 'visitor' } } }, true)
      return read()
    },
  }
}

/** What is known after the server did not say who the caller is. */
export function afterFault(before: Access, fault: unknown): Access {
  if (!(fault instanceof CallRefused)) throw fault
  if (fault.status === 404) return { kind: 'unguarded' }
  return before.kind === 'reading' || before.kind === 'unreachable' ? { kind: 'unreachable', code: fault.code } : before
}
