import type { Connection } from '../state/connection-state.ts'

/** What happens on the line, seen from the screen. Times are epoch ms of the server's clock. */
export type LineEvent =
  /** Every view stands where the record does. */
  | { readonly kind: 'synced'; readonly epoch: string }
  /** Something is missing, or the line is open again: the screen is catching up. */
  | { readonly kind: 'catching-up'; readonly at: number }
  /** Nothing was heard for too long; `lastHeardAt` is the last sign of life. */
  | { readonly kind: 'quiet'; readonly lastHeardAt: number }
  /** The server speaks of another catalogue or build than this page. */
  | { readonly kind: 'outdated'; readonly at: number }

/** The state after an event. An event that changes nothing gives the very same object back. */
export function afterEvent(connection: Connection, event: LineEvent): Connection {
  if (connection.kind === 'outdated') return connection
  switch (event.kind) {
    case 'synced':
      return connection.kind === 'live' && connection.epoch === event.epoch ? connection : { kind: 'live', epoch: event.epoch }
    case 'catching-up':
      switch (connection.kind) {
        case 'live':
          return { kind: 'resyncing', sinceAt: event.at }
        case 'lost':
          return { kind: 'resyncing', sinceAt: connection.sinceAt }
        case 'connecting':
        case 'resyncing':
          return connection
      }
      break
    case 'quiet':
      switch (connection.kind) {
        case 'live':
          return { kind: 'lost', sinceAt: event.lastHeardAt }
        case 'connecting':
        case 'resyncing':
          return { kind: 'lost', sinceAt: connection.sinceAt }
        case 'lost':
          return connection
      }
      break
    case 'outdated':
      return { kind: 'outdated', sinceAt: event.at }
  }
}
