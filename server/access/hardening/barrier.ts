import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Refusal } from '#contract/errors.ts'
import type { Database } from '../../record/database.ts'
import { askingOf } from '../act/asking-of.ts'
import { nameKey } from '../identity/accounts/account-name.ts'
import { plainAddress } from './addresses/address-list.ts'
import type { Blocks } from './blocks/blocks.ts'
import { jsonBodies } from './bodies/json-bodies.ts'
import { isDecoyName, isDecoyPath } from './decoys/decoy.ts'
import { addressLimits } from './limits/limits.ts'

export interface BarrierParts {
  readonly blocks: Blocks
  readonly database: Database
}

const SIGN_IN = '/api/access/sign-in'

/**
 * What stands before the guard: keeps out who is blocked, raises the alarm at decoys, refuses floods and bodies that only
 * a torturer sends. Whoever touches a decoy is answered as for anything that is not there, and as for any wrong password.
 */
export const barrier = fp(
  async (app: FastifyInstance, { blocks, database }: BarrierParts) => {
    app.addHook('onRequest', async (request) => {
      if (blocks.isBlocked(request.ip)) throw new Refusal('access/blocked')
      const path = request.url.split('?', 1)[0] ?? ''
      if (isDecoyPath(path)) blocks.touch(toucher(request), { kind: 'path', name: path.slice(0, 200) }, isLured(request))
    })
    app.addHook('preHandler', async (request) => {
      if (request.method !== 'POST' || request.routeOptions.url !== SIGN_IN) return
      const { name } = (request.body ?? {}) as { readonly name?: unknown }
      const key = typeof name === 'string' ? nameKey(name) : ''
      if (!isDecoyName(key) || (await isSomebody(database, key))) return
      blocks.touch(toucher(request), { kind: 'account', name: key }, isLured(request))
    })
    await app.register(addressLimits)
    await app.register(jsonBodies)
  },
  { name: 'barrier', dependencies: ['problems'] },
)

function toucher(request: FastifyRequest) {
  return { ...askingOf(request), address: plainAddress(request.ip) }
}

/** A strange page can make anybody's browser ask for a decoy: that raises the alarm and keeps nobody out. */
function isLured({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site']
  return site === 'cross-site' || site === 'same-site'
}

/** An account that an earlier version let somebody have is no decoy. */
async function isSomebody(database: Database, key: string): Promise<boolean> {
  return (await database.query('select from guanlan.account where name_key = $1', [key])).length > 0
}
