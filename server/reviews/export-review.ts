import { type Act, defineAct } from '../access/act/act.ts'

/** A report that leaves the house. */
export interface ReviewExport {
  readonly id: string
  readonly form: 'pdf' | 'edxl-sitrep'
  readonly revision: number
}

/** Writes down that a report of an incident was taken out, by whom and in which form, before it leaves. */
export const exportReview: Act<ReviewExport, undefined> = defineAct({
  type: 'incident.export-review',
  needs: 'incidents:open',
  run: async (_context, { id, form, revision }) => ({
    outcome: undefined,
    object: { kind: 'incident', id },
    detail: { form, revision },
  }),
})
