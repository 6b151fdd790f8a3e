import { type RefObject, useEffect, useState } from 'react'
import { NEAR_SHARE } from '../design/near.ts'
import { createSight, type Sight } from '../state/sight.ts'

/**
 * Whether an element is on the screen, near it, or about to be printed, kept true; undefined, and so always in sight, unless
 * `isAsked`.
 */
export function useSight(ref: RefObject<Element | null>, isAsked: boolean): Sight | undefined {
  const [sight] = useState(createSight)
  useEffect(() => {
    const element = ref.current
    if (!isAsked || !element) return
    let [isNear, isPrinted] = [true, false]
    const say = () => sight.see(isNear || isPrinted)
    const observer = new IntersectionObserver(
      (entries) => {
        isNear = entries.at(-1)?.isIntersecting ?? true
        say()
      },
      // Of what scrolls, and not of the window: a margin reaches no further than what is cut off on the way.
      { root: element.closest('.is-scrolling'), rootMargin: `${NEAR_SHARE * 100}% 0%` },
    )
    const stop = new AbortController()
    const print = (isBeginning: boolean) => () => {
      isPrinted = isBeginning
      say()
    }
    observer.observe(element)
    addEventListener('beforeprint', print(true), { signal: stop.signal })
    addEventListener('afterprint', print(false), { signal: stop.signal })
    return () => {
      observer.disconnect()
      stop.abort()
      sight.see(true)
    }
  }, [ref, isAsked, sight])
  return isAsked ? sight : undefined
}
