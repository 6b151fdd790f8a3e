/** Where a screen that nobody enrolled stands. Times are epoch ms on the server's clock. */
export type PairingState =
  | { readonly kind: 'asking'; readonly isReachable: boolean }
  | {
      readonly kind: 'shown'
      readonly code: string
      readonly endsAt: number
      readonly lifeMs: number
      readonly isReachable: boolean
    }
  /** The server gives no code now; it is asked again. */
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'enrolled' }

/** What the screen learns. */
export type PairingNews =
  | { readonly kind: 'given'; readonly code: string; readonly endsAt: number; readonly at: number }
  | { readonly kind: 'answered'; readonly state: 'waiting' | 'enrolled' | 'ended' }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unreachable' }

/** The state after some news. A code on the screen stays readable while the server is away: it may still be good. Pure. */
export function afterNews(before: PairingState, news: PairingNews): PairingState {
  if (before.kind === 'enrolled') return before
  switch (news.kind) {
    case 'given':
      return { kind: 'shown', code: news.code, endsAt: news.endsAt, lifeMs: Math.max(1, news.endsAt - news.at), isReachable: true }
    case 'answered':
      if (news.state === 'enrolled') return { kind: 'enrolled' }
      if (news.state === 'ended' || before.kind !== 'shown') return { kind: 'asking', isReachable: true }
      return before.isReachable ? before : { ...before, isReachable: true }
    case 'refused':
      // A server that forgot this screen (its record was made anew) gives another code.
      return before.kind === 'shown' ? { kind: 'asking', isReachable: true } : { kind: 'refused', code: news.code }
    case 'unreachable':
      return before.kind === 'refused' ? { kind: 'asking', isReachable: false } : { ...before, isReachable: false }
  }
}

/** What a screen in this state asks the server next, at a moment of the server's clock. Pure. */
export function nextAsking(state: PairingState, now: number): 'code' | 'state' | 'nothing' {
  switch (state.kind) {
    case 'enrolled':
      return 'nothing'
    case 'asking':
    case 'refused':
      return 'code'
    case 'shown':
      return now >= state.endsAt && state.isReachable ? 'code' : 'state'
  }
}
