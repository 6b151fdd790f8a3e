import { createContext, useContext, useSyncExternalStore } from 'react'
import type { DraftFile } from '../../files/draft-files.ts'
import type { FileBytes, Outbox, OutboxCommand, OutboxState } from '../../state/outbox.ts'

/** What somebody in the field works with: an outbox that outlives the page, on a device that keeps it. */
export interface FieldKit {
  readonly outbox: Outbox
  /** False where the browser keeps nothing: what waits would be lost with the page. */
  readonly isKept: boolean
}

export const FieldKitContext = createContext<FieldKit | undefined>(undefined)

/** The kit of this page; undefined for the moment in which the device is still being read. */
export function useFieldKit(): FieldKit | undefined {
  return useContext(FieldKitContext)
}

const NOTHING: OutboxState = { entries: [], isSending: false }
const never = () => () => {}
const nothing = () => NOTHING

/** The outbox as it stands. */
export function useOutbox(): OutboxState {
  const kit = useFieldKit()
  return useSyncExternalStore(kit?.outbox.subscribe ?? never, kit?.outbox.getState ?? nothing)
}

/** A command for the outbox: named once, at the press. */
export function newCommand(
  verb: string,
  path: string,
  fields: object,
  about: Pick<OutboxCommand, 'matter' | 'note'> & { readonly device: string; readonly files?: readonly DraftFile[] },
): OutboxCommand {
  const { device, files = [], ...rest } = about
  const commandId = crypto.randomUUID()
  const kept = files.map(({ key, kind, bytes, ms }) => ({ key, kind, size: bytes.size, ...(ms !== undefined && { ms }) }))
  return { ...rest, commandId, path, verb, body: { ...fields, commandId, device }, ...(kept.length > 0 && { files: kept }) }
}

/** The bytes that go into the outbox with a command. */
export function bytesOf(files: readonly DraftFile[]): FileBytes {
  return new Map(files.map(({ key, bytes }) => [key, bytes]))
}
