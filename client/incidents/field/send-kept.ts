import { CallRefused } from '../../access/call.ts'
import type { Commands } from '../../state/commands.ts'
import type { Delivery, OutboxCommand } from '../../state/outbox.ts'

/** Refusals that say nothing of the command itself: whoever is there must sign in first, or the server is busy. */
const NOT_YET: ReadonlySet<string> = new Set([
  'unreachable',
  'access/sign-in-needed',
  'access/duty-owed',
  'access/busy',
  'request/too-often',
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
    if (!(fault instanceof CallRefused)) throw fault
    if (NOT_YET.has(fault.code) || fault.status >= 500 || fault.code.startsWith('http/')) return { kind: 'later' }
    return { kind: 'refused', code: fault.code }
  }
}
