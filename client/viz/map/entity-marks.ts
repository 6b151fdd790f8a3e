import type { EntityMark } from '#contract/entity-kind.ts'

/** The forms of the marks as SVG paths in a box of 24 × 24: on the map, in its legend and in lists alike. */
export const MARK_PATHS: Readonly<Record<EntityMark, string>> = {
  disc: 'M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16z',
  ring: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8z',
  square: 'M5 5h14v14H5z',
  diamond: 'M12 2l10 10l-10 10L2 12z',
  triangle: 'M12 3l10 18H2z',
  drop: 'M12 2c4 6 7 9 7 13a7 7 0 0 1-14 0c0-4 3-7 7-13z',
  cross: 'M8.5 3h7v5.5H21v7h-5.5V21h-7v-5.5H3v-7h5.5z',
  star: 'M12 2l2.9 6.6l7.1.8l-5.3 4.8l1.5 7.1L12 17.6l-6.2 3.7l1.5-7.1L2 9.4l7.1-.8z',
  hexagon: 'M7 3.5h10l5 8.5l-5 8.5H7L2 12z',
  bar: 'M2 8h20v8H2z',
  chevron: 'M12 3l10 12v6L12 11L2 21v-6z',
  pentagon: 'M12 2l10.5 7.6l-4 12.4h-13l-4-12.4z',
  house: 'M12 2l10 9h-3v10H5V11H2z',
}

/** Side of the box the paths are drawn in. */
export const MARK_BOX = 24
