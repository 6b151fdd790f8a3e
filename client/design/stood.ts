import { useEffect, useState } from 'react'

/** True once the component has stood for so long, ms; from the first moment where nobody asks it to wait. */
export function useStood(ms: number | undefined): boolean {
  const [hasStood, setHasStood] = useState(false)
  const isWaiting = ms !== undefined && !hasStood
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setHasStood(true), ms)
    return () => clearTimeout(timer)
  }, [ms, isWaiting])
  return !isWaiting
}
