import type { IncidentState, ReportField, ReportKind } from '#contract/incident.ts'

/** What somebody at the scene says of it, for a report that goes upward. */
export interface SaidAtScene {
  readonly text: string
  /** Whom it is given to, as people say it. */
  readonly to: string
  /** The time and the place in words. */
  readonly time: string
  readonly place: string
  readonly reporter: string
}

/**
 * The fields of `POST /api/incidents/:id/reports` for what was said at the scene: the first report where there was none, a follow-up
 * otherwise. What nobody said is left out, and is 待核. Pure.
 */
export function sceneReport({ reports }: Pick<IncidentState, 'reports'>, { text, to, time, place, reporter }: SaidAtScene) {
  const kind: ReportKind = reports.length === 0 ? 'first' : 'follow-up'
  const fields: Partial<Record<ReportField, string>> = { time, place, course: text, reporter, source: reporter }
  return { kind, mode: 'written' as const, to: to.trim(), fields }
}

/** Whom the last report was given to: the next one most likely goes there as well. Pure. */
export function lastAddressee({ reports }: Pick<IncidentState, 'reports'>): string {
  return reports.at(-1)?.to ?? ''
}
