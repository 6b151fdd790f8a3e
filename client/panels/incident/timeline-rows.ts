/** Lines of the timeline below the band of levels, in their order. By themselves: every class reckons heights with them. */
export const TIMELINE_ROWS = ['signal', 'order', 'decision', 'report'] as const
export type TimelineRow = (typeof TIMELINE_ROWS)[number]
