import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify'
import type { Me, Role } from '#contract/access.ts'
import type { Catalogue } from '#contract/catalogue.ts'
import { problems } from '../../../problem.ts'
import { type Database, openDatabase } from '../../../record/database.ts'
import { access } from '../../access.ts'
import { PostgresAuditLog } from '../../audit/postgres-audit-log.ts'
import { guard } from '../../guard/guard.ts'
import { openWatch } from '../../guard/watch.ts'
import { NO_ADDRESSES } from '../../hardening/addresses/address-list.ts'
import { type Access, type AccessParts, openAccess } from '../../open-access.ts'
import { sealingVault } from '../../personal/sealing-vault.ts'

/** A city of one town in one domain: as much of one as accounts need. */
export const TESTED_CITY = {
  city: { names: { zh: '测试市', en: 'Testing' }, area: 'city', domains: [{ id: 'water' }, { id: 'power' }] },
  areas: [
    { code: 'city', level: 'city', names: { zh: '测试市', en: 'Testing' } },
    { code: 'town', level: 'town', parent: 'city', names: { zh: '测试镇', en: 'Town' } },
  ],
} as unknown as Catalogue

/** A clock that stands still until it is told to go on. */
export class StandingClock {
  at: number
  readonly #wakers = new Set<() => void>()
  constructor(at: number) {
    this.at = at
  }
  now = (): number => this.at
  every = (_ms: number, run: () => void): (() => void) => {
    this.#wakers.add(run)
    return () => this.#wakers.delete(run)
  }
  /** Wakes everybody who asked for it. */
  wake(): void {
    for (const run of this.#wakers) run()
  }
}

export interface TestedAccess {
  readonly app: FastifyInstance
  readonly access: Access
  readonly database: Database
  readonly clock: StandingClock
  /** A browser of its own. */
  browser(address?: string): Browser
  close(): Promise<void>
}

export const MONDAY = Date.parse('2026-11-23T09:00:00+08:00')
const MASTER = { id: '0011223344556677', master: Buffer.alloc(32, 7) }

/** What a test chooses of a server. */
export interface TestedChoice extends Pick<Partial<AccessParts>, 'isTrial' | 'publicUrl' | 'party' | 'provider'> {
  readonly clock?: StandingClock
}

/** The routes of access on a database of its own, without a network. */
export async function openTestedAccess(
  url: string,
  { isTrial = false, clock = new StandingClock(MONDAY), publicUrl = 'http://127.0.0.1:8080', ...ways }: TestedChoice = {},
): Promise<TestedAccess> {
  const database = openDatabase(url)
  const opened = await openAccess({
    ...{ database, clock, isTrial, publicUrl, catalogue: TESTED_CITY, ...ways },
    audit: new PostgresAuditLog(),
    vault: sealingVault('aes-256-gcm', () => [MASTER], randomBytes),
    onFault: (fault) => {
      throw fault
    },
  })
  const app = Fastify({ routerOptions: { ignoreTrailingSlash: true } })
  await app.register(problems)
  const watch = openWatch({
    ...opened.identity,
    ...{ endings: opened.endings, origins: [], adminNetworks: NO_ADDRESSES, every: clock.every },
    onFault: (fault) => {
      throw fault
    },
  })
  await app.register(guard, watch.requests)
  await app.register(access, opened)
  await app.ready()
  return {
    ...{ app, database, clock },
    access: opened,
    browser: (address = '10.0.0.1') => new Browser(app, address),
    close: async () => {
      await app.close()
      await watch.close()
      await opened.close()
      await database.close()
    },
  }
}

type Method = 'GET' | 'POST' | 'DELETE'

/** Keeps the cookies it is given and sends them back, as a browser does. */
export class Browser {
  readonly #app: FastifyInstance
  readonly #address: string
  readonly cookies = new Map<string, string>()

  constructor(app: FastifyInstance, address: string) {
    this.#app = app
    this.#address = address
  }

  async ask(method: Method, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    const response = await this.#app.inject({
      ...{ method, url, remoteAddress: this.#address },
      headers: { host: '127.0.0.1:8080', ...headers },
      cookies: Object.fromEntries(this.cookies),
      ...(body !== undefined && { payload: body as object }),
    })
    for (const { name, value, maxAge, expires } of response.cookies) {
      if (maxAge === 0 || (expires && expires.getTime() === 0)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.ask('GET', url)
  }

  post(url: string, body?: unknown): Promise<LightMyRequestResponse> {
    return this.ask('POST', url, body)
  }

  delete(url: string): Promise<LightMyRequestResponse> {
    return this.ask('DELETE', url)
  }

  async me(): Promise<Me['subject']> {
    return (await this.get('/api/access/me')).json<Me>().subject
  }

  /** Tries a role; throws when it is refused. */
  async try(role: Role): Promise<Me['subject']> {
    const response = await this.post('/api/access/trial', { role })
    if (response.statusCode !== 200) throw new Error(response.body)
    return response.json<Me>().subject
  }
}

/** The code a refusal bears; the status when it is none. */
export function codeOf(response: LightMyRequestResponse): string {
  return response.headers['content-type']?.toString().startsWith('application/problem+json')
    ? response.json<{ code: string }>().code
    : String(response.statusCode)
}
