import type { Figures } from '../figures.ts'
import type { Reading } from '../rule-state.ts'
import type { WatchedRule } from '../watched-rule.ts'

/** Figures that say what a test wants them to. */
export function tellingFigures(reading: (watched: WatchedRule) => Reading): Pick<Figures, 'read' | 'prepare'> {
  return { read: reading, prepare: async () => undefined }
}
