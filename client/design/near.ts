import { type RefObject, useEffect, useState } from 'react'

/** A screen's share below and above what is seen that counts as near: the next thing is there when a thumb brings it. */
const NEAR_SHARE = 0.25

/**
 * Whether an element is on the screen or close to it, or has been once: what was drawn stays drawn. Always true unless
 * `isAsked`.
 */
export function useNear(ref: RefObject<Element | null>, isAsked: boolean): boolean {
  const [hasBeenNear, setHasBeenNear] = useState(false)
  const isOver = !isAsked || hasBeenNear
  useEffect(() => {
    if (isOver || !ref.current) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setHasBeenNear(true), {
      rootMargin: `${NEAR_SHARE * 100}% 0%`,
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref, isOver])
  return isOver
}
