import { type RefObject, useEffect, useState } from 'react'

/** A screen's share below and above what is seen that counts as near: the next thing is there when a thumb brings it. */
export const NEAR_SHARE = 0.25

/**
 * Whether an element is on the screen or close to it, or has been once: what was drawn stays drawn. Undefined until the
 * browser has looked; always true unless `isAsked`.
 */
export function useNear(ref: RefObject<Element | null>, isAsked: boolean): boolean | undefined {
  const [isNear, setIsNear] = useState<boolean>()
  const isOver = !isAsked || isNear === true
  useEffect(() => {
    if (isOver || !ref.current) return
    const observer = new IntersectionObserver(([entry]) => entry && setIsNear(entry.isIntersecting), {
      rootMargin: `${NEAR_SHARE * 100}% 0%`,
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref, isOver])
  return isOver || isNear
}
