import { windowCalendar } from '#contract/window.ts'

/**
 * When a drill begins in its city: at its own time of day, on the next day that has not begun yet here. A shadow city is always
 * ahead of the real one, so that nothing in it is older than its own record. Pure.
 */
export function startOfDrill(startsAt: string, timeZone: string, now: number): number {
  const calendar = windowCalendar(timeZone)
  const [hours = 0, minutes = 0] = startsAt.split(':').map(Number)
  return calendar.end('P1D', calendar.start('P1D', now)) + (hours * 60 + minutes) * 60_000
}
