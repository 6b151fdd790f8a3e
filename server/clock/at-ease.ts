/** The longest rest, ms: a piece that took long had to wait for something else. */
const LONGEST_REST_MS = 500

/**
 * What lets everything else have a turn after each piece of a work that nobody waits for: it rests for so long that the work takes
 * `share` of the time (0 to 1), and not at all once `signal` is aborted. The first piece begins now.
 */
export function atEase(share: number, signal: AbortSignal): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (!signal.aborted) await rest(Math.min(LONGEST_REST_MS, (performance.now() - began) * (1 / share - 1)), signal)
    began = performance.now()
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
}
