import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

export interface Box {
  readonly width: number
  readonly height: number
}

const listeners = new WeakMap<Element, (box: Box) => void>()
let observer: ResizeObserver | undefined

/** One observer measures every panel of the page. */
function observe(element: Element, listener: (box: Box) => void): () => void {
  observer ??= new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries)
      listeners.get(target)?.({ width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) })
  })
  listeners.set(element, listener)
  observer.observe(element)
  return () => {
    listeners.delete(element)
    observer?.unobserve(element)
  }
}

/** The content box of an element in whole CSS pixels, kept true; undefined before it was laid out. */
export function useMeasuredBox<Kind extends Element>(): [RefObject<Kind | null>, Box | undefined] {
  const ref = useRef<Kind>(null)
  const [box, setBox] = useState<Box>()
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const take = (next: Box) => setBox((held) => (held && held.width === next.width && held.height === next.height ? held : next))
    const style = getComputedStyle(element)
    take({
      width: Math.floor(element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)),
      height: Math.floor(element.clientHeight - Number.parseFloat(style.paddingTop) - Number.parseFloat(style.paddingBottom)),
    })
    return observe(element, take)
  }, [])
  return [ref, box]
}
