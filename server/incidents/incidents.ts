import type { FastifyPluginAsync } from 'fastify'
import type { TSchema } from 'typebox'
import { CommandTablesSchema, DirectorySchema } from '#contract/command-tables.ts'
import {
  AnswerOfferSchema,
  AnswerRollSchema,
  CallRollSchema,
  ChangeLevelSchema,
  CloseIncidentSchema,
  CountCasualtiesSchema,
  DescribeIncidentSchema,
  DissolveGroupSchema,
  DrawMarkSchema,
  EnterPhaseSchema,
  FileReportSchema,
  GivePostSchema,
  JudgeLookalikeSchema,
  MeasureSchema,
  OfferCommandSchema,
  OpenIncidentSchema,
  ReadMessagesSchema,
  RemoveMarkSchema,
  RenewCommandSchema,
  ReopenIncidentSchema,
  SendMessageSchema,
  SetGroupSchema,
  TakeCommandSchema,
  WithdrawIncidentSchema,
} from '#contract/incident-commands.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import { commandRoutes, type InputOf } from '../matters/command-routes.ts'
import { answerOffer } from './answer-offer.ts'
import { answerRoll } from './answer-roll.ts'
import { callRoll } from './call-roll.ts'
import { changeLevel } from './change-level.ts'
import { closeIncident } from './close-incident.ts'
import { countCasualties } from './count-casualties.ts'
import { describeIncident } from './describe-incident.ts'
import { readDirectory } from './directory.ts'
import { dissolveGroup } from './dissolve-group.ts'
import { drawMark } from './draw-mark.ts'
import { enterPhase } from './enter-phase.ts'
import { fileReport } from './file-report.ts'
import { givePost } from './give-post.ts'
import { type IncidentParts, type IncidentVerb, incidentCommand } from './incident-verb.ts'
import { judgeLookalike } from './judge-lookalike.ts'
import { measureIncident } from './measure-incident.ts'
import { offerCommand } from './offer-command.ts'
import { openIncident } from './open-incident.ts'
import { readMessages } from './read-messages.ts'
import { removeMark } from './remove-mark.ts'
import { renewCommand } from './renew-command.ts'
import { reopenIncident } from './reopen-incident.ts'
import { sendMessage } from './send-message.ts'
import { setGroup } from './set-group.ts'
import { takeCommand } from './take-command.ts'
import { withdrawIncident } from './withdraw-incident.ts'

export interface IncidentsParts extends ExecuteParts, IncidentParts {}

/** Everything that is done to incidents: POST /api/incidents and below, with what people need to know to do it. */
export const incidents: FastifyPluginAsync<IncidentsParts> = async (app, parts) => {
  const tag = 'incidents'
  const serve = commandRoutes(app, parts, { at: '/api/incidents', tag })
  const to = <Body extends TSchema>(path: string, said: readonly [string, string], body: Body, verb: IncidentVerb<InputOf<Body>>) =>
    serve(`/:id/${path}`, said, body, incidentCommand(verb, parts))

  serve(
    '',
    ['openIncident', 'Report what happened: opens an incident or joins the one it belongs to'],
    OpenIncidentSchema,
    openIncident(parts),
  )
  serve('/:id/lookalikes', ['judgeLookalike', 'Say whether two incidents are one'], JudgeLookalikeSchema, judgeLookalike(parts))
  serve('/:id/close', ['closeIncident', 'Close it for good, after the review'], CloseIncidentSchema, closeIncident(parts))
  to('describe', ['describeIncident', 'Put title, class, subtype or place right'], DescribeIncidentSchema, describeIncident)
  to('phase', ['enterPhase', 'Go on in the procedure'], EnterPhaseSchema, enterPhase)
  to('reopen', ['reopenIncident', 'Re-open it within 24 hours of its end'], ReopenIncidentSchema, reopenIncident)
  to('level', ['changeLevel', 'Change the warning, event or response level'], ChangeLevelSchema, changeLevel)
  to('measures', ['measureIncident', 'Give a quantity levels are judged by'], MeasureSchema, measureIncident)
  to('command/take', ['takeCommand', 'Take command where nobody has it'], TakeCommandSchema, takeCommand)
  to('command/renew', ['renewCommand', 'Say that the commander is still there'], RenewCommandSchema, renewCommand)
  to('command/offer', ['offerCommand', 'Offer command to another'], OfferCommandSchema, offerCommand)
  to('command/answer', ['answerOffer', 'Accept, decline or withdraw a handover'], AnswerOfferSchema, answerOffer)
  to('posts', ['givePost', 'Give a post to a person, or take it back'], GivePostSchema, givePost)
  to('groups', ['setGroup', 'Form or change a working group'], SetGroupSchema, setGroup)
  to('groups/dissolve', ['dissolveGroup', 'End a working group'], DissolveGroupSchema, dissolveGroup)
  to('roll-call', ['callRoll', 'Ask people whether they are there'], CallRollSchema, callRoll)
  to('roll-call/answer', ['answerRoll', 'Answer the roll call'], AnswerRollSchema, answerRoll)
  to('casualties', ['countCasualties', 'Add a version of the casualties'], CountCasualtiesSchema, countCasualties)
  to('reports', ['fileReport', 'File a report that was given upward'], FileReportSchema, fileReport)
  to('messages', ['sendMessage', 'Say something to all who deal with it'], SendMessageSchema, sendMessage)
  to('reads', ['readMessages', 'Say how far the messages were read'], ReadMessagesSchema, readMessages)
  to('marks', ['drawMark', 'Draw on the common map'], DrawMarkSchema, drawMark)
  to('marks/remove', ['removeMark', 'Take a mark off the common map'], RemoveMarkSchema, removeMark)
  to('withdraw', ['withdrawIncident', 'Take back what was opened in error'], WithdrawIncidentSchema, withdrawIncident)

  app.get(
    '/api/command/tables',
    {
      config: { access: 'matters:read' },
      schema: {
        ...{ tags: [tag], operationId: 'readCommandTables', summary: 'Kinds of incident, level arithmetic and report deadlines' },
        response: { 200: CommandTablesSchema },
      },
    },
    async () => parts.tables,
  )
  app.get(
    '/api/command/people',
    {
      config: { access: 'incidents:open' },
      schema: {
        ...{ tags: [tag], operationId: 'listCommandPeople', summary: 'Whom orders, posts and command can be given to' },
        response: { 200: DirectorySchema },
      },
    },
    ({ subject }) => readDirectory(parts.database, subject, parts.now()),
  )
}
