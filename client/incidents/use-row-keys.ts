import { useEffect, useRef, useState } from 'react'

/** What a list spreads on itself so that keys move in it. */
export interface RowKeys {
  readonly at: number
  readonly list: { readonly ref: { current: HTMLUListElement | null } }
}

/**
 * J and K go through the rows of a list from anywhere on the page, Enter opens the one chosen; single letters are off while
 * somebody types or a question is open. `onKey` hears other keys.
 */
export function useRowKeys(count: number, onOpen: (row: number) => void, onKey?: (key: string) => boolean): RowKeys {
  const [at, setAt] = useState(-1)
  const list = useRef<HTMLUListElement>(null)
  const held = useRef({ count, at, onOpen, onKey })
  held.current = { count, at, onOpen, onKey }
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog, [role="application"]'))
        return
      const now = held.current
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step !== 0 && now.count > 0) {
        const next = Math.min(now.count - 1, Math.max(0, now.at + step))
        setAt(next)
        list.current?.querySelectorAll<HTMLElement>(':scope > li > button')[next]?.focus()
      } else if (!now.onKey?.(event.key)) return
      event.preventDefault()
    }
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
  return { at: Math.min(at, count - 1), list: { ref: list } }
}
