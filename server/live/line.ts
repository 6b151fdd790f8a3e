import type { Beat, Notice, Patch, WirePoints } from '#contract/live.ts'

/** One connected screen, as the fan-out sees it: what it can be sent, and how much of that it has not read yet. */
export interface Line {
  readonly id: string
  /** Bytes handed over for this screen that have not left the process; 0 when all have. */
  backlogBytes(): number
  /** Takes the screen into the audience of a view, so that `Audience.patch` reaches it. */
  join(view: string): void
  leave(view: string): void
  patch(patch: Patch<WirePoints>): void
  notice(notice: Notice): void
  /** Ends the connection without waiting for what is still to be sent. */
  close(): void
}

/** Everybody at once: what is said here is encoded once, however many listen. */
export interface Audience {
  /** To the screens that joined the view. */
  patch(view: string, patch: Patch<WirePoints>): void
  /** To all screens. A beat that cannot leave at once is left out. */
  beat(beat: Beat): void
  /** Lines that were handed something which may not have left. One that is not named here has no backlog. */
  unread(): Iterable<{ readonly id: string }>
}
