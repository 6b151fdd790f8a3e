import type { PanelStates } from '../panel-states.ts'

const NO_FIGURES = 'The clock is the server’s and shows no figure of any department.'

/** Everything the clock can look like. */
export const clockStates: PanelStates<'clock'> = {
  panel: { type: 'clock' },
  conditions: {
    live: { glyph: 'none', says: () => ['10:42', '2026-09-08'] },
    late: { cannot: NO_FIGURES },
    silent: { cannot: NO_FIGURES },
    partial: { cannot: NO_FIGURES },
    empty: { cannot: NO_FIGURES },
    fault: {},
    'not-live': {},
    beyond: { cannot: NO_FIGURES },
    'too-long': { cannot: 'Times and dates have one length.' },
    'first-seconds': { says: () => ['00:00', '2026-09-09'] },
    pseudo: { glyph: 'none', says: () => ['10:42'] },
  },
}
