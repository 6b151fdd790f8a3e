import type { DisplayClass } from '#contract/display-class.ts'

/** What people do on a display instead of looking at a scene, in the order it is offered; a wall does nothing. */
export const WORKS = {
  wall: [],
  office: ['incidents'],
  desk: ['alarms', 'cases', 'incidents', 'warnings', 'shifts', 'reviews', 'drills'],
  mobile: ['orders', 'incidents', 'cases', 'alarms', 'outbox'],
} as const satisfies Record<DisplayClass, readonly string[]>

export type Work = (typeof WORKS)[DisplayClass][number]

/** The work an address names, if this display has it. */
export function workHere(work: string | undefined, displayClass: DisplayClass): Work | undefined {
  const [name] = work?.split('/') ?? []
  return (WORKS[displayClass] as readonly Work[]).find((one) => one === name)
}
