import { createContext } from 'react'

/** Whether a part of the page is where somebody can see it. */
export interface Sight {
  readonly isSeen: boolean
  /** Calls back each time it comes into sight. Returns the undo. */
  onSeen(listener: () => void): () => void
}

/** A sight and the way to change it. */
export interface SightSwitch extends Sight {
  see(isSeen: boolean): void
}

/** The part of the page a component stands in; undefined where everything is always in sight. */
export const SightContext = createContext<Sight | undefined>(undefined)

/** What is out of sight is brought up to date this often, in ms: it may be read aloud, or found by a search of the page. */
export const OUT_OF_SIGHT_EVERY_MS = 3_000

/** A part of the page, in sight until it is said not to be. */
export function createSight(): SightSwitch {
  const listeners = new Set<() => void>()
  let isSeen = true
  return {
    get isSeen() {
      return isSeen
    },
    see: (next) => {
      if (next === isSeen) return
      isSeen = next
      if (isSeen) for (const listener of [...listeners]) listener()
    },
    onSeen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

type Subscribe = (listener: () => void) => () => void

/**
 * Follows something for a part of the page that may be out of sight: nobody is woken for what cannot be seen. Who missed
 * something is woken once when it comes into sight, and at each `beat` until then.
 */
export function whileSeen(sight: Sight | undefined, beat: Subscribe, subscribe: Subscribe): Subscribe {
  if (!sight) return subscribe
  return (listener) => {
    let isOwed = false
    const settle = () => {
      if (!isOwed) return
      isOwed = false
      listener()
    }
    const undo = [
      subscribe(() => {
        isOwed = true
        if (sight.isSeen) settle()
      }),
      sight.onSeen(settle),
      beat(settle),
    ]
    return () => {
      for (const stop of undo) stop()
    }
  }
}
