import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type AuditPage, AuditPageSchema, type AuditVerification, AuditVerificationSchema } from '#contract/audit.ts'
import { askingOf } from '../act/asking-of.ts'
import { type ExecuteParts, execute } from '../act/execute.ts'
import { bodyValidator } from '../identity/routes/body-validator.ts'
import { AuditFilterFields, AuditPageFields, readAuditQuery, readLimit } from './audit-query.ts'
import { EXPORT_FORMATS, exportAudit, exportedRows } from './export-audit.ts'
import { findRows } from './find-rows.ts'
import { showRow } from './show-row.ts'
import type { Verification } from './verify-audit.ts'

export interface AuditRoutesParts extends ExecuteParts {
  /** Verifies the audit as it is now; callers at the same time share one verification. */
  verify(): Promise<Verification>
}

/** GET /api/audit, /api/audit/export, /api/audit/verification: for the audit administrator, who reads and changes nothing. */
export const auditRoutes: FastifyPluginAsyncTypebox<AuditRoutesParts> = async (app, parts) => {
  app.setValidatorCompiler(bodyValidator)
  const tags = ['audit']
  const { database } = parts
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.get(
    '/api/audit',
    {
      config: { access: 'audit:read' },
      schema: {
        tags,
        operationId: 'searchAudit',
        summary: 'Search what was done, newest first',
        querystring: Type.Object({ ...AuditFilterFields, ...AuditPageFields }, { additionalProperties: false }),
        response: { 200: AuditPageSchema },
      },
    },
    async ({ query }): Promise<AuditPage> => {
      const limit = readLimit(query)
      const rows = await findRows(database, readAuditQuery(query), limit + 1)
      const shown = rows.slice(0, limit).map(showRow)
      return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.seq ?? null) : null }
    },
  )

  app.get(
    '/api/audit/export',
    {
      config: { access: 'audit:export' },
      schema: {
        tags,
        operationId: 'exportAudit',
        summary: 'Take records out as a file; that this was done is itself recorded',
        querystring: Type.Object(
          { ...AuditFilterFields, format: Type.Optional(Type.Enum(EXPORT_FORMATS)) },
          { additionalProperties: false },
        ),
        produces: ['text/csv', 'application/x-ndjson'],
      },
    },
    async (request, reply) => {
      const { format = 'csv' } = request.query
      const query = readAuditQuery(request.query)
      await execute(parts, askingOf(request), exportAudit, { query, format })
      reply.type(format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/x-ndjson; charset=utf-8')
      reply.header(
        'content-disposition',
        `attachment; filename="audit-${new Date(parts.now()).toISOString().slice(0, 10)}.${format}"`,
      )
      return reply.send(Readable.from(exportedRows(database, query, format)))
    },
  )

  app.get(
    '/api/audit/verification',
    {
      config: { access: 'audit:read' },
      schema: {
        tags,
        operationId: 'verifyAudit',
        summary: 'Whether the audit is whole: every record, the head and every signed anchor',
        response: { 200: AuditVerificationSchema },
      },
    },
    async (): Promise<AuditVerification> => showVerification(await parts.verify()),
  )
}

function showVerification({ flaw, remarks, ...said }: Verification): AuditVerification {
  return { ...said, flaw: flaw ? { seq: flaw.seq ?? null, sentence: flaw.sentence } : null, remarks: [...remarks] }
}
