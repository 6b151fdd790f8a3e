import { randomBytes } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { io, type Socket } from 'socket.io-client'
import { ROLES, type Role } from '#contract/access.ts'
import type { Metric } from '#contract/metric.ts'
import type { Problem } from '#contract/problem.ts'
import { readConfig } from '../../../config/config.ts'
import { type Database, openDatabase } from '../../../record/database.ts'
import { CONNECTION_FILE } from '../../../record/embedded/embedded-postgres.ts'
import { type RunningServer, runServer } from '../../../run/run-server.ts'
import { TEST_CITY } from '../../../testing/server-process.ts'
import { newToken, tokenHash } from '../../identity/sessions/session-token.ts'

/** One metric of each sensitivity in the city of `GuardedServer`. */
export const MARKED = { open: 'grid.load', internal: 'grid.reserve', sensitive: 'grid.voltage' } as const

/** The headers a caller shows. */
export type Shown = Readonly<Record<string, string>>

/** The whole server, as it is, with callers of any role in any area. */
export class GuardedServer {
  readonly database: Database
  /** Every route that was registered, as Fastify was told of it. */
  readonly routes: readonly RouteOptions[]
  readonly #server: RunningServer
  readonly #folder: string
  #asked = 0

  private constructor(server: RunningServer, database: Database, folder: string, routes: readonly RouteOptions[]) {
    this.#server = server
    this.#folder = folder
    this.database = database
    this.routes = routes
  }

  static async start(): Promise<GuardedServer> {
    const routes: RouteOptions[] = []
    const watch = (message: unknown) => {
      const { fastify } = message as { fastify: FastifyInstance }
      fastify.addHook('onRoute', (route) => void routes.push(route))
    }
    subscribe('fastify.initialization', watch)
    const folder = await mkdtemp(join(tmpdir(), 'guanlan-guarded-'))
    const environment = {
      ...{ PORT: '0', HOST: '127.0.0.1', HUB: 'none', CITY: await markedCity(folder), DATA_DIR: join(folder, 'data') },
      // Each request comes from an address of its own, so that no pace is met; see `ask`.
      ...{ LOG_LEVEL: 'error', TRUST_PROXY: '127.0.0.1' },
      // A provider that is never there: its routes are.
      ...{ OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'guanlan' },
    }
    const server = await runServer(
      readConfig(environment, []),
      () => undefined,
      () => undefined,
    )
    unsubscribe('fastify.initialization', watch)
    const { url } = JSON.parse(await readFile(join(folder, 'data', CONNECTION_FILE), 'utf8')) as { url: string }
    return new GuardedServer(server, openDatabase(url), folder, routes)
  }

  /** Where its data lie, and its city: for a command line beside it. */
  get dataDir(): string {
    return join(this.#folder, 'data')
  }

  get city(): string {
    return join(this.#folder, 'city')
  }

  async stop(): Promise<void> {
    await this.database.close()
    await this.#server.stop()
    await rm(this.#folder, { recursive: true, force: true })
  }

  /** Makes somebody who acts in this role, there, for all domains or some; returns what they show. */
  async caller(role: Role, area: string, domains: readonly string[] | null = null): Promise<Shown> {
    const [id, token] = [newToken(randomBytes).slice(0, 16), newToken(randomBytes)]
    const [now, later] = [Date.now(), Date.now() + 3_600_000]
    switch (ROLES[role].kind) {
      case 'visitor':
        return {}
      case 'screen':
        await this.database.query(
          `insert into guanlan.screen (id, name, name_key, display, area, domains, token_hash, enrolled_at, enrolled_by)
           values ($1, $1, $1, $2, $3, $4, $5, 0, 'test')`,
          [id, role.replace('-screen', ''), area, domains, tokenHash(token)],
        )
        return { cookie: `guanlan-screen=${token}` }
      case 'program':
        await this.database.query(
          `insert into guanlan.reader (id, name, name_key, role, area, domains, token_hash, added_at)
           values ($1, $1, $1, $2, $3, $4, $5, 0)`,
          [id, role, area, domains, tokenHash(`gr_${token}`)],
        )
        return { authorization: `Bearer gr_${token}` }
      case 'duty':
      case 'administrator':
      case 'enterprise':
        await this.database.query(
          `with account as (
             insert into guanlan.account (id, name, name_key, shown, is_trial, made_at, used_at) values ($1, $1, $1, $1, false, $5, $5)),
           remit as (
             insert into guanlan.remit (id, account, role, area, domains, granted_at) values ($1, $1, $2, $3, $4, 0))
           insert into guanlan.session (id, token_hash, account, remit, assurance, opened_at, used_at, ends_at, idle_ms)
           values ($1, $6, $1, $1, 'second-factor', $5, $5, $7, $7)`,
          [id, role, area, domains, now, tokenHash(token), later],
        )
        return { cookie: `guanlan-session=${token}` }
    }
  }

  /** Asks from an address that nobody asked from before. */
  ask(method: string, path: string, shown: Shown = {}, body?: unknown): Promise<Response> {
    this.#asked += 1
    const address = `10.${this.#asked >> 16}.${(this.#asked >> 8) & 255}.${this.#asked & 255}`
    return fetch(this.#server.url + path, {
      ...{ method, redirect: 'manual' },
      headers: { 'x-forwarded-for': address, ...shown, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  /** Connects to the live city; rejects with what the refusal says. */
  async connect({ cookie, authorization }: Shown): Promise<Socket> {
    const socket = io(`${this.#server.url}/live`, {
      ...{ transports: ['websocket'], reconnection: false, forceNew: true },
      ...(authorization !== undefined && { auth: { token: authorization.replace('Bearer ', '') } }),
      ...(cookie !== undefined && { extraHeaders: { cookie } }),
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return socket
  }

  /** Sends rows through the door, as a source of its own. */
  async tell(rows: readonly object[]): Promise<void> {
    const { test: token } = await this.#server.mintTokens(['test'])
    const answer = await this.ask('POST', '/api/hub/observations', { authorization: `Bearer ${token}` }, rows)
    if (!answer.ok) throw new Error(`the door answered ${answer.status}: ${await answer.text()}`)
  }
}

/** The code of a problem; undefined for any other answer, which is then let go. */
export async function codeOf(answer: Response): Promise<string | undefined> {
  if (answer.headers.get('content-type')?.includes('problem+json')) return ((await answer.json()) as Problem).code
  await answer.body?.cancel()
  return undefined
}

/** A copy of the small city in which one metric is internal and one sensitive. */
async function markedCity(into: string): Promise<string> {
  const city = join(into, 'city')
  await cp(TEST_CITY, city, { recursive: true })
  const path = join(city, 'metrics', 'grid.json')
  const file = JSON.parse(await readFile(path, 'utf8')) as { metrics: Metric[] }
  const metrics = file.metrics.map((metric): Metric => {
    if (metric.id === MARKED.open) return metric
    return { ...metric, audiences: ['government'], ...(metric.id === MARKED.sensitive && { sensitivity: 'sensitive' as const }) }
  })
  await writeFile(path, JSON.stringify({ ...file, metrics }))
  await rm(join(city, 'open.json'), { force: true })
  return city
}
