import { nests, STEP_MS, STEPS, type Step } from '#contract/duration.ts'

/** Spans a figure is taken out for, in days; those of a figure that is promised daily or less often are longer. */
export const EXPORT_DAYS = { often: [1, 7, 30], seldom: [30, 366, 1830] } as const
export type ExportDays = (typeof EXPORT_DAYS)[keyof typeof EXPORT_DAYS][number]

/** Lines of a file that a person still reads in a spreadsheet: a day of ten seconds, a week of minutes. */
const MOST_LINES = 11_000

/** The spans a figure of that period is offered for. */
export function exportDays(period: Step): readonly ExportDays[] {
  return STEP_MS[period] < STEP_MS.P1D ? EXPORT_DAYS.often : EXPORT_DAYS.seldom
}

/** The finest step for so many days that leaves the file readable. */
export function exportStep(period: Step, days: number): Step {
  const fits = (step: Step) => nests(period, step) && (days * STEP_MS.P1D) / STEP_MS[step] <= MOST_LINES
  return STEPS.find(fits) ?? period
}
