import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * The scene to draw while the screen goes from one to another: on a display that `fades`, the old picture gives way to the
 * new one in place, as the stylesheet says. The browser fades pictures of the page, so nothing is drawn twice: there is one
 * scene in the page, and one map, at any moment. A browser that cannot do it, and reduced motion, cut.
 */
export function useRecomposition(scene: string, fades: boolean): string {
  const [drawn, setDrawn] = useState(scene)
  const canFade = fades && 'startViewTransition' in document
  useLayoutEffect(() => {
    if (drawn === scene) return
    if (!canFade) {
      setDrawn(scene)
      return
    }
    const fade = document.startViewTransition(() => flushSync(() => setDrawn(scene)))
    // A fade that is overtaken by another, or happens where nobody looks, ends early: the scene is drawn all the same.
    fade.ready.catch(() => undefined)
    fade.finished.catch(() => undefined)
  }, [scene, drawn, canFade])
  return canFade ? drawn : scene
}
