import { useEffect } from 'react'

const PRESSABLE = 'button:not([disabled]), a[href], select, input'

/** The place after (or before) `current` in a list of `count`; from nowhere, the first; at an end, it stays. */
export function nextPlace(current: number, count: number, step: 1 | -1): number {
  if (count === 0) return -1
  if (current < 0) return 0
  return Math.min(count - 1, Math.max(0, current + step))
}

/** A remote control has arrows and a centre key only: arrows move the focus in reading order, the centre key presses. */
export function useRemoteFocus(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key]
      if (step === undefined || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, canvas, [role="dialog"]')) return
      const all = [...document.querySelectorAll<HTMLElement>(PRESSABLE)].filter((element) => element.offsetParent !== null)
      const at = nextPlace(all.indexOf(document.activeElement as HTMLElement), all.length, step)
      all[at]?.focus()
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

const STEPS: Readonly<Record<string, 1 | -1 | undefined>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
