import { type RefObject, useEffect, useState } from 'react'

/** How far below the screen something already counts as in sight: it is there when the thumb is. */
const AHEAD = '500px'

/** True while an element is on the screen or about to be. */
export function useInSight(ref: RefObject<Element | null>): boolean {
  const [isInSight, setIsInSight] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const watcher = new IntersectionObserver(([entry]) => setIsInSight(entry?.isIntersecting ?? false), { rootMargin: AHEAD })
    watcher.observe(element)
    return () => watcher.disconnect()
  }, [ref])
  return isInSight
}
