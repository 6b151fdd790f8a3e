import { type RefObject, useEffect } from 'react'

/** Puts what opened away with Escape, or a press anywhere outside of `ref`, for as long as `isOpen`. */
export function usePutAway(ref: RefObject<HTMLElement | null>, isOpen: boolean, putAway: (isOpen: false) => void): void {
  useEffect(() => {
    if (!isOpen) return
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !ref.current?.contains(event.target as Node)) putAway(false)
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [ref, isOpen, putAway])
}
