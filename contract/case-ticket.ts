import { type Static, Type } from 'typebox'
import { RejectionSchema } from './observation.ts'
import { SaidPlaceSchema } from './place.ts'

/** What a source may say has been done to its ticket, in its own house. What lies between is taken as done at the same time. */
export const TICKET_STEPS = [
  'accepted',
  'checked',
  'filed',
  'rejected',
  'dispatched',
  'started',
  'answered',
  'returned',
  'verified',
  'reworked',
  'closed',
  'evaluated',
  'voided',
] as const
export type TicketStep = (typeof TICKET_STEPS)[number]

/**
 * One row of the cases' door: a ticket of a source (a hotline, a platform of another house), or what became of a known one. No name
 * and no number of whoever called is taken: who must call back asks the source by its key.
 */
export const CaseTicketSchema = Type.Object(
  {
    key: Type.String({ minLength: 1, maxLength: 128, description: 'What the source calls it; the same key is the same ticket.' }),
    time: Type.String({ description: 'When it was told to the source: RFC 3339 with an offset.' }),
    category: Type.Optional(Type.String({ description: 'A category of the city; `other` where it is not said.' })),
    what: Type.String({ minLength: 1, maxLength: 2000, description: 'What was told.' }),
    channel: Type.Optional(Type.String({ maxLength: 40, description: '12345, 12319, app …' })),
    urgent: Type.Optional(Type.Boolean()),
    area: Type.Optional(Type.String({ description: 'Area code; found from the place where it is not said.' })),
    place: Type.Optional(Type.Union([SaidPlaceSchema, Type.Null()])),
    placeText: Type.Optional(Type.String({ maxLength: 200, description: 'Where, as people say it.' })),
    steps: Type.Optional(
      Type.Array(
        Type.Object(
          {
            step: Type.Enum(TICKET_STEPS),
            time: Type.String({ description: 'RFC 3339 with an offset.' }),
            department: Type.Optional(Type.String({ description: 'Of `dispatched`; that of the category by default.' })),
            satisfaction: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 5, description: 'Of `evaluated`: what whoever called says of it.' }),
            ),
            text: Type.Optional(
              Type.String({ maxLength: 1000, description: 'What was said of it; why, where a reason is needed.' }),
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 40, description: 'All that was done to it so far, oldest first; told again, only what is new counts.' },
      ),
    ),
  },
  { $id: 'case-ticket', description: 'A ticket of a source.' },
)
export type CaseTicket = Static<typeof CaseTicketSchema>

/** The answer of the cases' door, given after the commit. Every row is accepted, changed, a duplicate or rejected. */
export const TicketAnswerSchema = Type.Object(
  {
    accepted: Type.Integer({ minimum: 0, description: 'Rows that made a case.' }),
    changed: Type.Integer({ minimum: 0, description: 'Rows that told more of a known ticket.' }),
    duplicates: Type.Integer({ minimum: 0, description: 'Rows that were known already.' }),
    rejected: Type.Array(RejectionSchema, { description: 'Rows refused, with the reason; at most 1,000 are listed.' }),
    rejectedCount: Type.Integer({ minimum: 0, description: 'All rows refused, listed or not.' }),
  },
  { additionalProperties: false, $id: 'ticket-answer' },
)
export type TicketAnswer = Static<typeof TicketAnswerSchema>
