import { type Static, Type } from 'typebox'
import { RoleSchema } from './access.ts'

/** How an act came out: done, refused by policy or by the state of things, or failed by a fault of ours. */
export const AUDIT_RESULTS = ['done', 'refused', 'failed'] as const

/** One act as it was written down. */
export const AuditRowSchema = Type.Object(
  {
    seq: Type.Integer({ description: 'Number of the record; there is no gap.' }),
    at: Type.Integer({ description: 'Epoch ms.' }),
    actor: Type.Object(
      {
        kind: Type.Enum(['person', 'screen', 'program', 'operator', 'nobody']),
        id: Type.Optional(Type.String()),
        name: Type.Optional(Type.String({ description: 'Of somebody who was not signed in: the name they claimed.' })),
        role: Type.Optional(RoleSchema),
      },
      { additionalProperties: false },
    ),
    type: Type.String({ description: 'noun.verb of the act, such as session.open.' }),
    object: Type.Optional(Type.Object({ kind: Type.String(), id: Type.String() }, { additionalProperties: false })),
    result: Type.Enum(AUDIT_RESULTS),
    code: Type.Optional(Type.String({ description: 'Why it was refused or failed: a code of docs/errors.md.' })),
    address: Type.Optional(Type.String()),
    agent: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    hash: Type.String({ description: 'SM3 of the record and the one before it, hexadecimal.' }),
  },
  { additionalProperties: false, $id: 'audit-row', description: 'One act as it was written down.' },
)
export type AuditRow = Static<typeof AuditRowSchema>

/** Answer of GET /api/audit: newest first. */
export const AuditPageSchema = Type.Object(
  {
    rows: Type.Array(AuditRowSchema),
    next: Type.Union([Type.Integer(), Type.Null()], {
      description: 'What to send as `after` for the rows before; null at the end.',
    }),
  },
  { additionalProperties: false, $id: 'audit-page', description: 'Acts, newest first.' },
)
export type AuditPage = Static<typeof AuditPageSchema>

/** Answer of GET /api/audit/verification. */
export const AuditVerificationSchema = Type.Object(
  {
    at: Type.Integer({ description: 'When the verification began, epoch ms.' }),
    from: Type.Integer({ description: 'Number of the oldest record that is kept; 0 when there is none.' }),
    to: Type.Integer({ description: 'Number of the newest record looked at.' }),
    rows: Type.Integer(),
    anchors: Type.Integer({ description: 'Signed anchors the records were held against.' }),
    flaw: Type.Union(
      [
        Type.Object(
          {
            seq: Type.Union([Type.Integer(), Type.Null()], {
              description: 'Number of the first bad record, where one can be named.',
            }),
            sentence: Type.String(),
          },
          { additionalProperties: false },
        ),
        Type.Null(),
      ],
      { description: 'The first thing found wrong; null when nothing is.' },
    ),
    remarks: Type.Array(Type.String(), { description: 'What could not be proved, though nothing contradicts it.' }),
  },
  { additionalProperties: false, $id: 'audit-verification', description: 'Whether the audit is whole.' },
)
export type AuditVerification = Static<typeof AuditVerificationSchema>
