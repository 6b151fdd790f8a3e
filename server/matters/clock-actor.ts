import type { MatterActor } from '#contract/matter.ts'

/** The clock, where it does something to a matter. */
export const CLOCK: MatterActor = { kind: 'rule', id: 'clock', name: '时钟' }
