import type { FastifyPluginAsync } from 'fastify'
import { type TSchema, Type } from 'typebox'
import {
  CaseCountsSchema,
  type CaseFilter,
  CaseFilterSchema,
  type CaseLookalikes,
  CaseLookalikesSchema,
  type CasePage,
  CasePageSchema,
  type CasePointsQuery,
  CasePointsQuerySchema,
  CasePointsSchema,
  type CaseQuery,
  CaseQuerySchema,
  CaseQueuesSchema,
  type CaseScoreQuery,
  CaseScoreQuerySchema,
  CaseScoreSchema,
} from '#contract/case.ts'
import {
  AcceptCaseSchema,
  AnswerCaseSchema,
  AskCaseSchema,
  BulkAnswerSchema,
  type BulkCase,
  BulkCaseSchema,
  CarryCaseSchema,
  CheckCaseSchema,
  CloseCaseSchema,
  DeferCaseSchema,
  DescribeCaseSchema,
  DispatchCaseSchema,
  EvaluateCaseSchema,
  ExtendCaseSchema,
  FileCaseSchema,
  MergeCaseSchema,
  ProgressCaseSchema,
  RefuseAskSchema,
  RejectCaseSchema,
  ReportCaseSchema,
  ResumeCaseSchema,
  ReturnCaseSchema,
  ReworkCaseSchema,
  StartCaseSchema,
  SupplementCaseSchema,
  UnmergeCaseSchema,
  VerifyCaseSchema,
  VoidCaseSchema,
} from '#contract/case-commands.ts'
import { CaseTablesSchema } from '#contract/case-tables.ts'
import { MatterIdSchema } from '#contract/matter.ts'
import type { ExecuteParts } from '../access/act/execute.ts'
import type { Subject } from '../access/policy/subject.ts'
import { queryValidator } from '../api/query-validator.ts'
import { commandRoutes, type InputOf } from '../matters/command-routes.ts'
import { acceptCase } from './accept-case.ts'
import { answerCase } from './answer-case.ts'
import { askCase } from './ask-case.ts'
import { bulkCases } from './bulk-cases.ts'
import { carryCase } from './carry-case.ts'
import { caseConditions } from './case-filter.ts'
import { caseSight } from './case-sight.ts'
import { casePoints, countCells, type LinePlace, listLines, scoreRows, sumCases } from './case-store.ts'
import { type CaseParts, type CaseVerb, caseCommand } from './case-verb.ts'
import { checkCase } from './check-case.ts'
import { closeCase } from './close-case.ts'
import { deferCase } from './defer-case.ts'
import { describeCase } from './describe-case.ts'
import { dispatchCase } from './dispatch-case.ts'
import { evaluateCase } from './evaluate-case.ts'
import { extendCase } from './extend-case.ts'
import { fileCase } from './file-case.ts'
import { findLookalikes } from './find-lookalikes.ts'
import { lineInRoom } from './line-in-room.ts'
import { mergeCase } from './merge-case.ts'
import { progressCase } from './progress-case.ts'
import { refuseAsk } from './refuse-ask.ts'
import { rejectCase } from './reject-case.ts'
import { reportCase } from './report-case.ts'
import { resumeCase } from './resume-case.ts'
import { returnCase } from './return-case.ts'
import { reworkCase } from './rework-case.ts'
import { startCase } from './start-case.ts'
import { supplementCase } from './supplement-case.ts'
import { queuesByTown, tally } from './tally.ts'
import { unmergeCase } from './unmerge-case.ts'
import { verifyCase } from './verify-case.ts'
import { voidCase } from './void-case.ts'

export interface CasesParts extends ExecuteParts, CaseParts {}

const PAGE = 50
const COLUMNS = 24
const TAG = 'cases'

/** Everything that is done to cases, and the lists, numbers and points people ask for: /api/cases and below. */
export const cases: FastifyPluginAsync<CasesParts> = async (app, parts) => {
  const serve = commandRoutes(app, parts, { at: '/api/cases', tag: TAG })
  const to = <Body extends TSchema>(path: string, said: readonly [string, string], body: Body, verb: CaseVerb<InputOf<Body>>) =>
    serve(`/:id/${path}`, said, body, caseCommand(verb, parts))

  serve('', ['reportCase', 'Tell of something seen, or open a case from an alarm'], ReportCaseSchema, reportCase(parts))
  serve('/:id/merge', ['mergeCase', 'Merge a case into another that is the same'], MergeCaseSchema, mergeCase(parts))
  serve('/:id/unmerge', ['unmergeCase', 'Part two cases that were taken for one'], UnmergeCaseSchema, unmergeCase(parts))
  to('supplement', ['supplementCase', 'Add words, photos or voice'], SupplementCaseSchema, supplementCase)
  to('describe', ['describeCase', 'Put category, place or urgency right'], DescribeCaseSchema, describeCase(parts))
  to('accept', ['acceptCase', 'Take a report on'], AcceptCaseSchema, acceptCase)
  to('check', ['checkCase', 'Say what was found on the spot'], CheckCaseSchema, checkCase)
  to('file', ['fileCase', 'Make it a case that must be dealt with'], FileCaseSchema, fileCase)
  to('reject', ['rejectCase', 'Do nothing about it, and say why'], RejectCaseSchema, rejectCase)
  to('dispatch', ['dispatchCase', 'Give it to a department'], DispatchCaseSchema, dispatchCase)
  to('start', ['startCase', 'Take it on for the department'], StartCaseSchema, startCase)
  to('progress', ['progressCase', 'Tell how far the work is'], ProgressCaseSchema, progressCase)
  to('answer', ['answerCase', 'Say what was done'], AnswerCaseSchema, answerCase)
  to('return', ['returnCase', 'Send it back to be dispatched anew'], ReturnCaseSchema, returnCase)
  to('ask', ['askCase', 'Ask for more time, a deferral, or to carry it on the books'], AskCaseSchema, askCase)
  to('refuse', ['refuseAsk', 'Refuse what was asked for'], RefuseAskSchema, refuseAsk)
  to('extend', ['extendCase', 'Give it more time'], ExtendCaseSchema, extendCase)
  to('defer', ['deferCase', 'Let it stand still until a time'], DeferCaseSchema, deferCase)
  to('carry', ['carryCase', 'Carry it on the books'], CarryCaseSchema, carryCase)
  to('resume', ['resumeCase', 'Go on with it'], ResumeCaseSchema, resumeCase)
  to('verify', ['verifyCase', 'Say that the work holds'], VerifyCaseSchema, verifyCase)
  to('rework', ['reworkCase', 'Have the work done again'], ReworkCaseSchema, reworkCase)
  to('close', ['closeCase', 'Close it'], CloseCaseSchema, closeCase)
  to('evaluate', ['evaluateCase', 'Say how it went'], EvaluateCaseSchema, evaluateCase)
  to('void', ['voidCase', 'Void what was no case'], VoidCaseSchema, voidCase)

  const bulk = bulkCases(parts)
  app.post(
    '/api/cases/bulk',
    {
      // The least right of all who deal with cases; each verb is demanded for each case besides.
      config: { access: 'cases:report' },
      schema: {
        ...{ tags: [TAG], operationId: 'bulkCases', summary: 'Do one thing to many cases, each answered by name' },
        body: BulkCaseSchema,
        response: { 200: BulkAnswerSchema },
      },
    },
    (request) => bulk(request, request.body as BulkCase),
  )

  const config = { access: 'matters:read' } as const
  const read = { config, validatorCompiler: queryValidator }
  const asked = (filter: CaseFilter, subject: Subject) => {
    const [sight, now] = [caseSight(subject, parts.tree), parts.now()]
    return { sight, now, where: caseConditions(filter, sight, { tree: parts.tree, now }) }
  }
  app.get(
    '/api/cases',
    {
      ...read,
      schema: {
        ...{ tags: [TAG], operationId: 'listCases', summary: 'Lines of cases, a page at a time' },
        querystring: CaseQuerySchema,
        response: { 200: CasePageSchema },
      },
    },
    async ({ query, subject }): Promise<CasePage> => {
      const { sort = 'newest', limit = PAGE, after, ...filter } = query as CaseQuery
      const { where, now } = asked(filter, subject)
      const page = await listLines(parts.database, where, { sort, limit, ...(after !== undefined && { after: placeOf(after) }) })
      const cases = subject.kind === 'person' ? page.lines : page.lines.map(lineInRoom)
      return { at: now, cases: [...cases], ...(page.next && { next: `${page.next.at}~${page.next.id}` }) }
    },
  )
  app.get(
    '/api/cases/counts',
    {
      ...read,
      schema: {
        ...{ tags: [TAG], operationId: 'countCases', summary: 'How many cases a filter finds, by queue, area and department' },
        querystring: CaseFilterSchema,
        response: { 200: CaseCountsSchema },
      },
    },
    async ({ query, subject }) => {
      const filter = query as CaseFilter
      const { sight, where, now } = asked(filter, subject)
      return tally(await sumCases(parts.database, where, now), parts.tree, { area: filter.area ?? sight.area, at: now })
    },
  )
  app.get(
    '/api/cases/queues',
    {
      config,
      schema: {
        ...{ tags: [TAG], operationId: 'readCaseQueues', summary: 'What is to be done in every town by every department' },
        response: { 200: CaseQueuesSchema },
      },
    },
    async ({ subject }) => {
      const { where, now } = asked({}, subject)
      return queuesByTown(await countCells(parts.database, where, now), parts.tree, now)
    },
  )
  app.get(
    '/api/cases/points',
    {
      ...read,
      schema: {
        ...{ tags: [TAG], operationId: 'readCasePoints', summary: 'Where cases are within a box, each or in clusters' },
        querystring: CasePointsQuerySchema,
        response: { 200: CasePointsSchema },
      },
    },
    async ({ query, subject }) => {
      const { west, south, east, north, columns = COLUMNS, ...filter } = query as CasePointsQuery
      const { where, now } = asked(filter, subject)
      return casePoints(parts.database, where, { west, south, east, north }, { columns, now })
    },
  )
  app.get(
    '/api/cases/score',
    {
      ...read,
      schema: {
        ...{ tags: [TAG], operationId: 'readCaseScore', summary: 'How areas or departments did with the cases of a period' },
        querystring: CaseScoreQuerySchema,
        response: { 200: CaseScoreSchema },
      },
    },
    async ({ query, subject }) => {
      const { by, ...filter } = query as CaseScoreQuery
      const { where, now } = asked(filter, subject)
      const rows = await scoreRows(parts.database, where, by, now)
      return { at: now, rows: rows.map(({ satisfaction, ...row }) => ({ ...row, ...(satisfaction !== null && { satisfaction }) })) }
    },
  )
  app.get(
    '/api/cases/:id/lookalikes',
    {
      config,
      schema: {
        ...{ tags: [TAG], operationId: 'findCaseLookalikes', summary: 'Open cases that may be the same' },
        params: Type.Object({ id: MatterIdSchema }, { additionalProperties: false }),
        response: { 200: CaseLookalikesSchema },
      },
    },
    async ({ params, subject }): Promise<CaseLookalikes> => ({
      lookalikes: [...(await findLookalikes(parts, subject, (params as { id: string }).id))],
    }),
  )
  app.get(
    '/api/cases/tables',
    {
      config,
      schema: {
        ...{ tags: [TAG], operationId: 'readCaseTables', summary: 'Categories of cases, time limits, the working calendar' },
        response: { 200: CaseTablesSchema },
      },
    },
    async () => parts.tables,
  )
}

function placeOf(name: string): LinePlace {
  const [at = '', ...id] = name.split('~')
  return { at: Number(at), id: id.join('~') }
}
