/** What a screen does when it was not let in. */
export type AfterRefusal =
  /** The way was closed, not the door: the client library knocks again by itself. */
  | { readonly kind: 'wait' }
  /** The server belongs to another city: there is nothing to wait for. */
  | { readonly kind: 'leave' }
  /** Nobody else would knock again. `dismissal` says who the server took this screen for, where that was the reason. */
  | { readonly kind: 'knock'; readonly afterMs: number; readonly dismissal?: string }

/** Before a door that did not know the screen is knocked at again, in ms: people sign in meanwhile. */
const STRANGER_PAUSE_MS = 4_000
/** The same where the server could not say, because its record is away or too many knock: another may be able to. */
const UNABLE_PAUSE_MS = 2_000

/**
 * What follows from an error of connecting. `isActive` says whether the client library goes on by itself, `code` what the server
 * said, `chance` is in [0, 1): a thousand walls must not knock at once. Pure.
 */
export function afterRefusal(isActive: boolean, code: string, chance: number): AfterRefusal {
  if (isActive) return { kind: 'wait' }
  if (code === 'live/other-city') return { kind: 'leave' }
  const isStranger = code.startsWith('access/')
  const afterMs = (isStranger ? STRANGER_PAUSE_MS : UNABLE_PAUSE_MS) * (0.5 + chance)
  return { kind: 'knock', afterMs, ...(isStranger && { dismissal: code }) }
}
