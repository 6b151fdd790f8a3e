import type { FastifyPluginAsync } from 'fastify'
import { type TSchema, Type } from 'typebox'
import {
  BeginShiftHandoverSchema,
  ComposeShiftHandoverSchema,
  DutyBoardSchema,
  NoteShiftHandoverSchema,
  ReadBackShiftHandoverSchema,
  ShiftSummarySchema,
  SignShiftHandoverSchema,
  TickShiftHandoverSchema,
  WithdrawShiftHandoverSchema,
} from '#contract/shift-handover.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { queryValidator } from '../api/query-validator.ts'
import { commandRoutes, type InputOf } from '../matters/command-routes.ts'
import { beginShiftHandover } from './begin-shift-handover.ts'
import { composeShiftHandover } from './compose-shift-handover.ts'
import { boardInRoom, readDutyBoard } from './duty-board.ts'
import { noteShiftHandover } from './note-shift-handover.ts'
import { readBackShiftHandover } from './read-back-shift-handover.ts'
import { shiftSince, shiftSummary } from './shift-summary.ts'
import { postOf, type ShiftParts, type ShiftVerb, shiftCommand } from './shift-verb.ts'
import { signShiftHandover } from './sign-shift-handover.ts'
import { tickShiftHandover } from './tick-shift-handover.ts'
import { withdrawShiftHandover } from './withdraw-shift-handover.ts'

export interface ShiftsParts extends ExecuteParts, ShiftParts {}

/** Shifts: who is on duty, what a post has to hand over, and the handover itself, under /api/shifts and /api/shift-handovers. */
export const shifts: FastifyPluginAsync<ShiftsParts> = async (app, parts) => {
  const tag = 'shifts'
  const serve = commandRoutes(app, parts, { at: '/api/shift-handovers', tag })
  const to = <Body extends TSchema>(path: string, summary: string, body: Body, verb: ShiftVerb<InputOf<Body>>) =>
    serve(`/:id/${path}`, [operationOf(verb.type), summary], body, shiftCommand(verb, parts))

  serve(
    '',
    ['beginShiftHandover', 'Begin to hand over the post one is on duty at'],
    BeginShiftHandoverSchema,
    beginShiftHandover(parts),
  )
  to('compose', 'Compose what is handed over anew', ComposeShiftHandoverSchema, composeShiftHandover(parts))
  to('note', 'Write down what the record does not know', NoteShiftHandoverSchema, noteShiftHandover)
  to('tick', 'Take note of things that are handed over', TickShiftHandoverSchema, tickShiftHandover)
  to('read-back', 'Say back what is taken over', ReadBackShiftHandoverSchema, readBackShiftHandover)
  to('sign', 'Confirm what was read back, and be relieved', SignShiftHandoverSchema, signShiftHandover(parts))
  to('withdraw', 'Call a handover off', WithdrawShiftHandoverSchema, withdrawShiftHandover)

  app.get(
    '/api/shifts',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags: [tag], operationId: 'readDutyBoard', summary: 'Who is on duty at each post, and what is not handed over yet' },
        response: { 200: DutyBoardSchema },
      },
    },
    async ({ subject }) => {
      const board = await readDutyBoard(parts.database, parts, parts.now())
      return subject.kind === 'person' ? board : boardInRoom(board)
    },
  )

  app.get<{ Querystring: { post: string } }>(
    '/api/shifts/summary',
    {
      config: { access: 'incidents:open' },
      validatorCompiler: queryValidator,
      schema: {
        ...{ tags: [tag], operationId: 'readShiftSummary', summary: 'What a post would hand over now' },
        querystring: Type.Object({ post: Type.String({ maxLength: 64 }) }, { additionalProperties: false }),
        response: { 200: ShiftSummarySchema },
      },
    },
    async ({ query, subject }) => {
      const now = parts.now()
      const post = postOf(parts.roster, query.post)
      const since = await shiftSince(parts.database, post, parts, now)
      return shiftSummary(parts.database, { subject, post, since, now }, parts)
    },
  )
}

/** `shift-handover.read-back` as an operation of the API: `readBackShiftHandover`. */
function operationOf(type: string): string {
  const verb = type.split('.')[1] ?? ''
  return `${verb.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())}ShiftHandover`
}
