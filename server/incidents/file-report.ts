import type { Static } from 'typebox'
import { type Deadline, REPORT_FIELDS, type ReportFields } from '#contract/incident.ts'
import type { FileReportSchema } from '#contract/incident-commands.ts'
import type { IncidentVerb } from './incident-verb.ts'
import { phaseStep } from './phase-step.ts'

/** A report that was given upward, with photos and voice notes that go with it. It meets every clock that waits for one of its kind and way; what it leaves out is 待核. */
export const fileReport: IncidentVerb<Omit<Static<typeof FileReportSchema>, 'commandId' | 'device'>> = {
  type: 'incident.file-report',
  needs: 'incidents:open',
  isContribution: true,
  decide: ({ state }, { kind, mode, to, fields, attachments = [] }) => [
    {
      type: 'incident.reported',
      body: {
        no: state.reports.length + 1,
        kind,
        mode,
        to,
        fields: allFields(fields),
        ...(attachments.length > 0 && { attachments }),
        meets: metBy({ kind, mode }, state.deadlines),
      },
    },
    ...phaseStep(state.phase, 'reporting'),
  ],
}

/** Every field of a report: blank ones are null, which is 待核. */
export function allFields(given: Partial<ReportFields>): ReportFields {
  return Object.fromEntries(REPORT_FIELDS.map((field) => [field, given[field]?.trim() || null])) as ReportFields
}

function metBy(report: Pick<Deadline, 'kind'> & { mode: string }, deadlines: readonly Deadline[]): readonly string[] {
  return deadlines
    .filter(({ metAt, kind, mode }) => metAt === undefined && kind === report.kind && (mode ?? report.mode) === report.mode)
    .map(({ id }) => id)
}
