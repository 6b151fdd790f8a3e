import { useEffect, useRef } from 'react'

/** What the keys of the list do; each does nothing where it makes no sense. */
export interface CaseKeys {
  /** J and K, or the arrows in the list: so many rows on. */
  step(by: number): void
  /** X: marks the row the keys stand at, or lets go of it. */
  select(): void
  search(): void
  /** C: a new case. */
  register(): void
  /** V: list or map. */
  turn(): void
}

/** Keys of the desk of cases, from anywhere on the page; single letters are off while somebody types or a question is open. */
export function useCaseKeys(keys: CaseKeys, isOn: boolean): void {
  const held = useRef({ keys, isOn })
  held.current = { keys, isOn }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!held.current.isOn || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      const at = event.target instanceof HTMLElement ? event.target : undefined
      if (at?.closest('input:not([type="checkbox"]), select, textarea, dialog, [role="application"]')) return
      const { keys } = held.current
      const isInList = at?.closest('.case-list') !== null && at !== undefined
      const does: Readonly<Record<string, (() => void) | undefined>> = {
        j: () => keys.step(1),
        k: () => keys.step(-1),
        ArrowDown: isInList ? () => keys.step(1) : undefined,
        ArrowUp: isInList ? () => keys.step(-1) : undefined,
        x: keys.select,
        '/': keys.search,
        c: keys.register,
        v: keys.turn,
      }
      const run = does[event.key]
      if (!run) return
      event.preventDefault()
      run()
    }
    // Before the page's own keys: a slash looks for cases here, and everywhere else for everything.
    addEventListener('keydown', listen, true)
    return () => removeEventListener('keydown', listen, true)
  }, [])
}
