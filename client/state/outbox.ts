import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FileKind } from '#contract/file.ts'
import type { Attachment } from '#contract/incident.ts'

/** A photo or a voice note that goes before its command. The device keeps the bytes under `key` until the command is answered. */
export interface OutboxFile {
  readonly key: string
  readonly kind: FileKind
  readonly size: number
  /** How long a voice note lasts, ms. */
  readonly ms?: number
  /** What the server calls it, as soon as it has it: nothing goes twice over a bad line. */
  readonly sent?: Attachment
}

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
  /** What is shown beside it. */
  readonly files?: readonly OutboxFile[]
}

/**
 * What became of a command.
 *
 *     waiting ──sent──▶ delivered (its revision) | refused (its code)
 *        ▲  │
 *        └──┘ no network: tried again, in order, for as long as it takes; where the server fails at it, ten times
 */
export type OutboxFate =
  /** `faults` is how often the server itself failed at it. */
  | { readonly kind: 'waiting'; readonly tries: number; readonly faults?: number }
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

/** The bytes of files, by their keys. */
export type FileBytes = ReadonlyMap<string, Blob>

/** Where the outbox is kept over restarts. Every method settles only when the store has it. */
export interface OutboxShelf {
  read(): Promise<readonly OutboxEntry[]>
  /** Writes an entry, with the bytes of its files where they are new: all of it, or nothing. */
  put(entry: OutboxEntry, bytes?: FileBytes): Promise<void>
  /** The bytes of a file; undefined when they are gone. */
  bytes(key: string): Promise<Blob | undefined>
  /** Lets go of the bytes of files. */
  forget(keys: readonly string[]): Promise<void>
  remove(commandId: string): Promise<void>
}

/**
 * How a command ended at the server; `later` when nothing can be known: no network, or nobody signed in; `fault` when the server itself
 * made a mistake with it.
 */
export type Delivery =
  | { readonly kind: 'delivered'; readonly revision: number }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'fault'; readonly code: string }
  | { readonly kind: 'later' }

/** The same said again so soon after it was pressed is the same press, ms: a wet thumb hits twice. */
export const SAME_TAP_MS = 1_000

/** A command at which the server fails so many times is refused by name: what was pressed after it must get through. */
export const MOST_FAULTS = 10

/** How a file ended at the server. */
export type FileDelivery =
  | { readonly kind: 'sent'; readonly attachment: Attachment }
  | Exclude<Delivery, { readonly kind: 'delivered' }>

export interface OutboxPorts {
  readonly shelf: OutboxShelf
  /** The person at this page: what others left here is kept for them, and neither shown nor sent. */
  readonly account: string
  send(command: OutboxCommand): Promise<Delivery>
  sendFile(bytes: Blob): Promise<FileDelivery>
  /** Runs `work` alone among all pages of this browser. */
  alone(work: () => Promise<void>): Promise<void>
  now(): number
}

export interface OutboxState {
  readonly entries: readonly OutboxEntry[]
  readonly isSending: boolean
}

export interface Outbox extends StoreApi<OutboxState> {
  /** Takes a command in, with the bytes of its files, once for two taps; settles when all is kept for good, and begins to send. */
  add(command: OutboxCommand, bytes?: FileBytes): Promise<void>
  /** Sends what waits, in order, one at a time; stops at the first that cannot get through. Never rejects. */
  flush(): Promise<void>
  /** Takes back a command that was never tried; false where it may already have reached the server. */
  withdraw(commandId: string): Promise<boolean>
  /** Takes an entry off the list whose fate the person has seen. What waits stays. */
  dismiss(commandId: string): Promise<void>
  /** The bytes of a file that is kept here still. */
  bytes(key: string): Promise<Blob | undefined>
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
  /** The first file the server has not goes out; undefined when it has all. */
  const sendNextFile = async (entry: OutboxEntry): Promise<{ entry: OutboxEntry; stop?: Delivery } | undefined> => {
    const file = entry.command.files?.find(({ sent }) => sent === undefined)
    if (!file) return undefined
    const bytes = await shelf.bytes(file.key)
    const delivery: FileDelivery = bytes ? await ports.sendFile(bytes) : { kind: 'refused', code: 'file/unknown' }
    if (delivery.kind !== 'sent') return { entry, stop: delivery }
    const next = withSent(entry, file.key, delivery.attachment)
    await settle(next)
    return { entry: next }
  }
  /** False when the way is closed: what follows waits as well, so that nothing overtakes. */
  const sendOne = async (kept: OutboxEntry): Promise<boolean> => {
    const tries = kept.fate.kind === 'waiting' ? kept.fate.tries + 1 : 1
    const faults = kept.fate.kind === 'waiting' ? (kept.fate.faults ?? 0) : 0
    let entry: OutboxEntry = { ...kept, fate: { kind: 'waiting', tries, faults } }
    await settle(entry)
    let delivery: Delivery | undefined
    for (let step = await sendNextFile(entry); step && !delivery; step = delivery ? undefined : await sendNextFile(entry)) {
      entry = step.entry
      delivery = step.stop
    }
    delivery ??= await send(withAttachments(entry.command))
    if (delivery.kind === 'later') return false
    if (delivery.kind === 'fault' && faults + 1 < MOST_FAULTS) {
      await settle({ ...entry, fate: { kind: 'waiting', tries, faults: faults + 1 } })
      return false
    }
    const fate = delivery.kind === 'delivered' ? delivery : ({ kind: 'refused', code: delivery.code } as const)
    await settle({ ...entry, fate: { ...fate, at: now() } })
    // What was refused is kept as it was written until somebody has seen it; what arrived is shown from the record.
    if (delivery.kind === 'delivered') await shelf.forget(keysOf(entry))
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
  const remove = async (entry: OutboxEntry) => {
    await shelf.forget(keysOf(entry))
    await shelf.remove(entry.command.commandId)
    const { commandId } = entry.command
    store.setState({ entries: store.getState().entries.filter(({ command }) => command.commandId !== commandId) })
  }
  const keep = async (command: OutboxCommand, bytes?: FileBytes) => {
    const seq = Math.max(last + 1, now())
    last = seq
    const entry: OutboxEntry = { seq, account, at: now(), command, fate: { kind: 'waiting', tries: 0 } }
    await shelf.put(entry, bytes)
    store.setState({ entries: [...store.getState().entries, entry] })
    void flush()
  }
  /** The newest press, and when all of it is kept. */
  let pressed: { readonly said: string; readonly at: number; readonly kept: Promise<void> } | undefined
  const find = (commandId: string) => store.getState().entries.find(({ command }) => command.commandId === commandId)
  return {
    ...store,
    flush,
    bytes: shelf.bytes,
    add: (command, bytes) => {
      const said = saidBy(command)
      if (pressed === undefined || pressed.said !== said || now() - pressed.at > SAME_TAP_MS)
        pressed = { said, at: now(), kept: keep(command, bytes) }
      return pressed.kept
    },
    withdraw: async (commandId) => {
      const entry = find(commandId)
      if (entry?.fate.kind !== 'waiting' || entry.fate.tries > 0) return false
      await remove(entry)
      return true
    },
    dismiss: async (commandId) => {
      const entry = find(commandId)
      if (entry !== undefined && entry.fate.kind !== 'waiting') await remove(entry)
    },
  }
}

/** What a command says, whichever press it is of. */
function saidBy({ path, body, files = [] }: OutboxCommand): string {
  return JSON.stringify([path, { ...body, commandId: undefined }, files.map(({ key }) => key)])
}

/** How many wait; what the badge and the way out speak of. */
export function waitingCount({ entries }: OutboxState): number {
  return entries.filter(({ fate }) => fate.kind === 'waiting').length
}

function replaced(entries: readonly OutboxEntry[], entry: OutboxEntry): readonly OutboxEntry[] {
  return entries.map((one) => (one.command.commandId === entry.command.commandId ? entry : one))
}

function withSent(entry: OutboxEntry, key: string, attachment: Attachment): OutboxEntry {
  const files = entry.command.files?.map((file) => (file.key === key ? { ...file, sent: attachment } : file))
  return { ...entry, command: { ...entry.command, ...(files && { files }) } }
}

/** The command with its files by the names the server gave them. */
function withAttachments(command: OutboxCommand): OutboxCommand {
  const { files = [], body } = command
  if (files.length === 0) return command
  const attachments = files.flatMap(({ sent, ms }) => (sent ? [{ ...sent, ...(ms !== undefined && { ms }) }] : []))
  return { ...command, body: { ...body, attachments } }
}

function keysOf({ command: { files = [] } }: OutboxEntry): readonly string[] {
  return files.map(({ key }) => key)
}
