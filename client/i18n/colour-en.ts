import type { ColourWord } from './colour-zh.ts'

/** The colour of a warning beside its kind, in English. */
export const colourEn = {
  red: 'red',
  orange: 'orange',
  yellow: 'yellow',
  blue: 'blue',
  none: 'no colour',
} as const satisfies Record<ColourWord, string>
