import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { areaTree, type Catalogue } from '#contract/catalogue.ts'
import { ENROLLED_DISPLAYS, EnrolledScreenSchema } from '#contract/enrolled-screen.ts'
import { Refusal } from '#contract/errors.ts'
import { askingOf } from '../act/asking-of.ts'
import { type ExecuteParts, execute } from '../act/execute.ts'
import { type CookieSite, cookieName, cookieOptions } from '../cookies.ts'
import { plainAddress } from '../hardening/addresses/address-list.ts'
import { bodyValidator } from '../identity/routes/body-validator.ts'
import { BODY_LIMIT, Fields, IdField, NothingSchema, TextField } from '../identity/routes/fields.ts'
import { countAttempt, forgiveAttempt } from '../identity/sessions/attempts.ts'
import { remitOf } from '../policy/subject.ts'
import { collectScreen } from './collect-screen.ts'
import { enrolScreen } from './enrol-screen.ts'
import { type Grantor, reaches } from './grantor.ts'
import { openPairing } from './open-pairing.ts'
import { shownCode } from './pairing-code.ts'
import { revokeScreen } from './revoke-screen.ts'
import { listScreens, pairingState } from './screen-register.ts'

export interface EnrolmentParts extends ExecuteParts, CookieSite {
  readonly catalogue: Catalogue
}

/** Wrong codes of one person before they are locked out from trying more. */
const WRONG_CODES = 5

/** A screen stays enrolled over restarts of its browser, seconds; browsers keep no cookie for longer. */
const KEPT_S = 400 * 86_400

const PairingSchema = Fields({ state: Type.Enum(['waiting', 'enrolled', 'ended'] as const) })

const tags = ['screens']

/** Enrolling screens: POST /api/screens/pairings and GET /api/screens/pairing by the screen, the rest by directors. */
export const enrolment: FastifyPluginAsyncTypebox<EnrolmentParts> = async (app, parts) => {
  const { database, isSecure } = parts
  const tree = areaTree(parts.catalogue.areas)
  const [enrol, revoke] = [enrolScreen(tree), revokeScreen(tree)]
  const pairingCookie = cookieName('pairing', parts)
  app.setValidatorCompiler(bodyValidator)
  app.setSerializerCompiler(() => JSON.stringify)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })

  app.post(
    '/api/screens/pairings',
    {
      config: { access: 'anyone' },
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'openPairing', summary: 'A code for a screen to show' },
        description: 'Sets the cookie by which the screen asks whether its code was confirmed. A code is good for ten minutes.',
        body: Fields({ display: Type.Enum(ENROLLED_DISPLAYS) }),
        response: { 201: Fields({ code: Type.String(), endsAt: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const asked = { display: request.body.display, address: plainAddress(request.ip), before: request.cookies[pairingCookie] }
      const { code, token, endsAt } = await execute(parts, askingOf(request), openPairing, asked)
      reply.setCookie(pairingCookie, token, { ...cookieOptions(isSecure), expires: new Date(endsAt) })
      return reply.code(201).send({ code: shownCode(code), endsAt })
    },
  )

  app.get(
    '/api/screens/pairing',
    {
      config: { access: 'anyone' },
      schema: {
        ...{ tags, operationId: 'readPairing', summary: 'Whether the code was confirmed' },
        description: 'Asked by the screen that shows the code. Once somebody has confirmed it, this sets the cookie of the screen.',
        response: { 200: PairingSchema },
      },
    },
    async (request, reply): Promise<Static<typeof PairingSchema>> => {
      const pairing = request.cookies[pairingCookie]
      const state = pairing === undefined ? 'ended' : await pairingState(database, pairing, parts.now())
      if (pairing === undefined || state !== 'confirmed') return { state: state === 'waiting' ? 'waiting' : 'ended' }
      const token = await execute(parts, askingOf(request), collectScreen, { pairing })
      reply.setCookie(cookieName('screen', parts), token, { ...cookieOptions(isSecure), maxAge: KEPT_S })
      reply.clearCookie(pairingCookie, cookieOptions(isSecure))
      return { state: 'enrolled' }
    },
  )

  app.post(
    '/api/screens',
    {
      config: { access: 'screens:enrol' },
      bodyLimit: BODY_LIMIT,
      schema: {
        ...{ tags, operationId: 'enrolScreen', summary: 'Confirm the code a screen shows' },
        description: 'The screen then shows what its area may see: the area of your remit, or one in it.',
        body: Fields({ code: TextField(20), name: TextField(80), area: TextField(32) }),
        response: { 201: EnrolledScreenSchema },
      },
    },
    async (request, reply) => {
      const grantor = grantorOf(request)
      const screen = await guessLimited(parts, request, () =>
        execute(parts, askingOf(request), enrol, { ...request.body, grantor }),
      )
      return reply.code(201).send(screen)
    },
  )

  app.get(
    '/api/screens',
    {
      config: { access: 'screens:read' },
      schema: {
        ...{ tags, operationId: 'listScreens', summary: 'The screens that are enrolled in your area' },
        response: { 200: Fields({ screens: Type.Array(EnrolledScreenSchema) }) },
      },
    },
    async (request) => {
      const grantor = grantorOf(request)
      const enrolled = await listScreens(database)
      return { screens: enrolled.filter(({ area }) => reaches(grantor, area, tree)) }
    },
  )

  app.delete(
    '/api/screens/:id',
    {
      config: { access: 'screens:revoke' },
      schema: {
        ...{ tags, operationId: 'revokeScreen', summary: 'End the enrolment of a screen' },
        params: Fields({ id: IdField }),
        response: { 204: NothingSchema },
      },
    },
    async (request, reply) => {
      await execute(parts, askingOf(request), revoke, { id: request.params.id, grantor: grantorOf(request) })
      return reply.code(204).send()
    },
  )
}

/** Throws Refusal for whoever acts in no remit; the guard lets nobody like that come so far. */
function grantorOf({ subject }: FastifyRequest): Grantor {
  const remit = remitOf(subject)
  if (subject.kind !== 'person' || !remit) throw new Refusal('access/refused')
  return { name: subject.account.name, area: remit.area, domains: remit.domains }
}

/** Counts wrong codes of a person; what else may be wrong is no guess. Throws Refusal `access/locked-out`. */
async function guessLimited<Result>(
  parts: EnrolmentParts,
  { subject }: FastifyRequest,
  work: () => Promise<Result>,
): Promise<Result> {
  const who = subject.kind === 'person' ? subject.account.id : 'nobody'
  const limits = [{ key: `pairing:${who}`, failures: WRONG_CODES }]
  await countAttempt(parts.database, limits, parts.now())
  try {
    const result = await work()
    await forgiveAttempt(parts.database, limits)
    return result
  } catch (fault) {
    if (!(fault instanceof Refusal && fault.code === 'screen/code-unknown')) await forgiveAttempt(parts.database, limits)
    throw fault
  }
}
