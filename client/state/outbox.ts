import { createStore, type StoreApi } from 'zustand/vanilla'

/** A command as a person gave it: where it goes, what it says, and in a few words what it is, for the list of what waits. */
export interface OutboxCommand {
  /** Made once, at the press; the server knows a repeat by it. */
  readonly commandId: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** The verb, by the name its words have in the language files. */
  readonly verb: string
  /** Id of the matter it is about, where it is about one. */
  readonly matter?: string
  /** What was written or counted, as it was given. */
  readonly note?: string
}

/**
 * What became of a command.
 *
 *     waiting ──sent──▶ delivered (its revision) | refused (its code)
 *        ▲  │
 *        └──┘ no network: tried again, in order, for as long as it takes
 */
export type OutboxFate =
  | { readonly kind: 'waiting'; readonly tries: number }
  | { readonly kind: 'delivered'; readonly revision: number; readonly at: number }
  | { readonly kind: 'refused'; readonly code: string; readonly at: number }

/** One line of the outbox. `seq` is the order in which things were pressed; `account` who pressed. */
export interface OutboxEntry {
  readonly seq: number
  readonly account: string
  /** When it was pressed, epoch ms. */
  readonly at: number
  readonly command: OutboxCommand
  readonly fate: OutboxFate
}

/** Where the outbox is kept over restarts. Every method settles only when the store has it. */
export interface OutboxShelf {
  read(): Promise<readonly OutboxEntry[]>
  put(entry: OutboxEntry): Promise<void>
  remove(commandId: string): Promise<void>
}

/** How a command ended at the server; `later` when nothing can be known: no network, or nobody signed in. */
export type Delivery =
  | { readonly kind: 'delivered'; readonly revision: number }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'later' }

export interface OutboxPorts {
  readonly shelf: OutboxShelf
  /** The person at this page: what others left here is kept for them, and neither shown nor sent. */
  readonly account: string
  send(command: OutboxCommand): Promise<Delivery>
  /** Runs `work` alone among all pages of this browser. */
  alone(work: () => Promise<void>): Promise<void>
  now(): number
}

export interface OutboxState {
  readonly entries: readonly OutboxEntry[]
  readonly isSending: boolean
}

export interface Outbox extends StoreApi<OutboxState> {
  /** Takes a command in; settles when it is kept for good, and begins to send. */
  add(command: OutboxCommand): Promise<void>
  /** Sends what waits, in order, one at a time; stops at the first that cannot get through. Never rejects. */
  flush(): Promise<void>
  /** Takes back a command that was never tried; false where it may already have reached the server. */
  withdraw(commandId: string): Promise<boolean>
  /** Takes an entry off the list whose fate the person has seen. What waits stays. */
  dismiss(commandId: string): Promise<void>
}

/** Opens the outbox of a person on this device. Rejects when the shelf cannot be read. */
export async function openOutbox(ports: OutboxPorts): Promise<Outbox> {
  const { shelf, account, send, alone, now } = ports
  const all = await shelf.read()
  const own = all.filter((entry) => entry.account === account).sort((a, b) => a.seq - b.seq)
  const store = createStore<OutboxState>(() => ({ entries: own, isSending: false }))
  let last = Math.max(0, ...all.map(({ seq }) => seq))
  let sending: Promise<void> | undefined

  const settle = async (entry: OutboxEntry) => {
    await shelf.put(entry)
    store.setState({ entries: replaced(store.getState().entries, entry) })
  }
  /** False when the way is closed: what follows waits as well, so that nothing overtakes. */
  const sendOne = async (entry: OutboxEntry): Promise<boolean> => {
    const tries = entry.fate.kind === 'waiting' ? entry.fate.tries + 1 : 1
    await settle({ ...entry, fate: { kind: 'waiting', tries } })
    const delivery = await send(entry.command)
    if (delivery.kind === 'later') return false
    await settle({ ...entry, fate: { ...delivery, at: now() } })
    return true
  }
  const sendAll = async () => {
    store.setState({ isSending: true })
    try {
      for (;;) {
        const next = store.getState().entries.find(({ fate }) => fate.kind === 'waiting')
        if (next === undefined || !(await sendOne(next))) return
      }
    } finally {
      store.setState({ isSending: false })
    }
  }
  const flush = (): Promise<void> => {
    sending ??= alone(sendAll).finally(() => {
      sending = undefined
    })
    return sending
  }
  return {
    ...store,
    flush,
    add: async (command) => {
      const seq = Math.max(last + 1, now())
      last = seq
      const entry: OutboxEntry = { seq, account, at: now(), command, fate: { kind: 'waiting', tries: 0 } }
      await shelf.put(entry)
      store.setState({ entries: [...store.getState().entries, entry] })
      void flush()
    },
    withdraw: async (commandId) => {
      const entry = store.getState().entries.find(({ command }) => command.commandId === commandId)
      if (entry?.fate.kind !== 'waiting' || entry.fate.tries > 0) return false
      await shelf.remove(commandId)
      store.setState({ entries: store.getState().entries.filter((one) => one !== entry) })
      return true
    },
    dismiss: async (commandId) => {
      const entry = store.getState().entries.find(({ command }) => command.commandId === commandId)
      if (entry === undefined || entry.fate.kind === 'waiting') return
      await shelf.remove(commandId)
      store.setState({ entries: store.getState().entries.filter(({ command }) => command.commandId !== commandId) })
    },
  }
}

/** How many wait; what the badge and the way out speak of. */
export function waitingCount({ entries }: OutboxState): number {
  return entries.filter(({ fate }) => fate.kind === 'waiting').length
}

function replaced(entries: readonly OutboxEntry[], entry: OutboxEntry): readonly OutboxEntry[] {
  return entries.map((one) => (one.command.commandId === entry.command.commandId ? entry : one))
}
