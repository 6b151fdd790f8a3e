import type { SentFile } from '#contract/file.ts'
import { CallRefused } from '../../access/call.ts'
import type { Commands } from '../../state/commands.ts'
import type { Delivery, FileDelivery, OutboxCommand } from '../../state/outbox.ts'

/** Refusals that say nothing of the command itself: whoever is there must sign in first, or the server is busy. */
const NOT_YET: ReadonlySet<string> = new Set([
  'unreachable',
  'access/sign-in-needed',
  'access/duty-owed',
  'access/busy',
  'request/too-often',
  'file/too-many',
  'record/full',
  'record/unavailable',
  'server/starting',
])

/** Sends a kept command as it was pressed, and says what is known of it then. What is not known is tried again later. */
export async function sendKept(commands: Commands, { path, body, commandId }: OutboxCommand): Promise<Delivery> {
  try {
    const { revision } = await commands.send(path, body, commandId)
    return { kind: 'delivered', revision }
  } catch (fault) {
    return whatIsKnown(fault)
  }
}

/** Sends a kept photo or voice note, and says what is known of it then. */
export async function sendKeptFile(send: (bytes: Blob) => Promise<SentFile>, bytes: Blob): Promise<FileDelivery> {
  try {
    return { kind: 'sent', attachment: await send(bytes) }
  } catch (fault) {
    return whatIsKnown(fault)
  }
}

function whatIsKnown(fault: unknown): Exclude<Delivery, { readonly kind: 'delivered' }> {
  if (!(fault instanceof CallRefused)) throw fault
  if (fault.code === 'server/fault' && fault.status === 500) return { kind: 'fault', code: fault.code }
  if (NOT_YET.has(fault.code) || fault.status >= 500 || fault.code.startsWith('http/')) return { kind: 'later' }
  return { kind: 'refused', code: fault.code }
}
