import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'

/** Before a broken line is opened again, ms. */
const RETRY_MS = 500

/** A line to the database over which it calls out. It is opened again when it breaks, for as long as it is wanted. */
export interface Listener {
  /** False while nothing can be heard. */
  isOpen(): boolean
  close(): Promise<void>
}

/**
 * Listens on a channel of the database (a name of ours: it is not quoted). `onCall` is called for each call with what was said,
 * and once with nothing each time the line is open: something may have been called out before.
 */
export function openListener(url: string, channel: string, onCall: (said: string) => void): Listener {
  let client: Client | undefined
  let isWanted = true
  const keepOpen = async () => {
    while (isWanted) {
      const opened = new Client({ connectionString: url, application_name: 'guanlan listener', keepAlive: true })
      const broken = new Promise<void>((resolve) => opened.once('end', () => resolve()))
      opened.on('error', () => undefined)
      opened.on('notification', ({ payload = '' }) => onCall(payload))
      try {
        await opened.connect()
        await opened.query(`listen ${channel}`)
        client = opened
        onCall('')
        if (isWanted) await broken
      } catch {
        // Opened again below; meanwhile isOpen says so.
      }
      client = undefined
      await opened.end().catch(() => undefined)
      if (isWanted) await pause(RETRY_MS)
    }
  }
  const kept = keepOpen()
  return {
    isOpen: () => client !== undefined,
    close: async () => {
      isWanted = false
      await client?.end().catch(() => undefined)
      await kept
    },
  }
}
