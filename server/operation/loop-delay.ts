import { monitorEventLoopDelay } from 'node:perf_hooks'

const NANO = 1e6

/** Measures how late the turns of this process are; each look gives what it was since the look before, p99 in ms. */
export function watchLoop(): { p99Ms(): number; stop(): void } {
  const delays = monitorEventLoopDelay({ resolution: 20 })
  delays.enable()
  return {
    p99Ms: () => {
      const late = delays.percentile(99) / NANO
      delays.reset()
      return late
    },
    stop: () => void delays.disable(),
  }
}
