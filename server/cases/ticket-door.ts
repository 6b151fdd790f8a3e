import type { FastifyInstance } from 'fastify'
import { CaseTicketSchema, type TicketAnswer, TicketAnswerSchema } from '#contract/case-ticket.ts'
import type { Source } from '../record/record-store.ts'
import { openRowDoor } from '../sources/http/row-door.ts'
import { NO_TICKETS, type TakingTickets, takeTickets } from './take-tickets.ts'

export interface TicketDoorParts extends Omit<TakingTickets, 'isCategory' | 'isDepartment' | 'isArea' | 'root'> {
  findSource(tokenHash: string): Promise<Source | undefined>
  /** Told of each part of a request once it is committed, `ms` after the request began to be read. */
  onAnswer(source: string, answer: TicketAnswer, ms: number): void
}

/** POST /api/hub/cases: where tickets of hotlines and of other houses' platforms come in, and what became of them there. */
export async function ticketDoor(app: FastifyInstance, parts: TicketDoorParts): Promise<void> {
  const { tree, tables } = parts
  const categories = new Set(tables.categories.map(({ id }) => id))
  const taking: TakingTickets = {
    ...parts,
    isCategory: (id) => categories.has(id),
    isDepartment: (id) => parts.domainsOf(id) !== undefined,
    isArea: (code) => tree.byCode.has(code),
    root: tree.root.code,
  }
  openRowDoor<TicketAnswer>(app, {
    url: '/api/hub/cases',
    schema: {
      summary: 'Send tickets',
      description:
        'One row per ticket, by the key of the source, with what was done to it so far: as a JSON array or one JSON object per line. ' +
        'The answer comes after the commit; a key told again tells more of its case, and good rows are never lost to bad ones.',
    },
    row: CaseTicketSchema,
    answer: TicketAnswerSchema,
    nothing: NO_TICKETS,
    findSource: parts.findSource,
    take: (source, rows, idempotency) => takeTickets(taking, source, rows, idempotency),
    onAnswer: parts.onAnswer,
  })
}
