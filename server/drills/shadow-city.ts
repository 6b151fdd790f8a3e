import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import pg from 'pg'
import type { EnrolledPlayer, FromServer, ToServer } from '../start/message.ts'
import { StartupFault } from '../startup-fault.ts'
import { openRelay, type Relay } from './relay.ts'

const SERVER = join(import.meta.dirname, '..', 'main.ts')

/** What leads to the real city, or out of the machine: a shadow city never hears of it. */
const NOT_HANDED_ON = [
  ...(['ALARM_WEBHOOK', 'ALARM_WEBHOOK_SECRET', 'OIDC_ISSUER', 'PUBLIC_URL', 'ORIGINS', 'TRUST_PROXY', 'HOST'] as const),
  'MEMBER_ADDRESS',
] as const

export interface ShadowSettings {
  readonly drill: string
  /** A folder name under dashboards/ or the path of a city folder. */
  readonly city?: string
  /** Of a database of its own, empty before the first start. */
  readonly databaseUrl: string
  readonly dataDir: string
  /** Of the displays; 0 takes any free one. */
  readonly port: number
  /** The time in the shadow city at its start, epoch ms. */
  readonly at: number
  /** How many servers share its record: one of them leads, the others stand by. */
  readonly members: number
}

interface Member {
  readonly process: ChildProcess
  readonly url: string
}

/** Who leads in the record of a shadow city, and for the how manieth time the lead changed hands. */
export interface Lead {
  readonly member: string
  readonly term: number
}

/** The servers of a shadow city: processes of their own on a record of its own, whose time is moved from here. */
export class ShadowCity {
  readonly #settings: ShadowSettings
  #members: readonly Member[] = []
  #relay: Relay | undefined
  #at: number
  url = ''
  /** Departments that send figures. */
  departments: readonly string[] = []

  constructor(settings: ShadowSettings) {
    this.#settings = settings
    this.#at = settings.at
  }

  /** The time there, epoch ms. */
  now(): number {
    return this.#at
  }

  /** Starts its servers. Throws StartupFault with the sentence of one that does not start. */
  async start(): Promise<void> {
    const { members, port } = this.#settings
    for (let count = 0; count < members; count++) await this.join(members > 1 ? 0 : port)
    if (members > 1) this.#relay = await openRelay(port, () => this.#first.url)
    this.url = this.#relay?.url ?? this.#first.url
  }

  /** Starts one more server, which stands by: the first of those that live is the one everybody is passed to. */
  async join(port = 0): Promise<string> {
    const process = this.#fork(port)
    const ready = await heard(process, 'ready')
    this.#members = [...this.#members, { process, url: ready.url }]
    this.departments = ready.departments
    return ready.url
  }

  /** Moves the time there, so that what is said next is said at that time; nothing is done about it yet. */
  async moveTo(at: number): Promise<void> {
    this.#at = Math.max(Math.round(at), this.#at)
    await this.#move(false)
  }

  /** Does whatever is due there by now, and waits until it is done. */
  async tick(): Promise<void> {
    await this.#move(true)
  }

  async enrol(players: readonly EnrolledPlayer[]): Promise<Readonly<Record<string, string>>> {
    return (await ask(this.#first.process, { kind: 'enrol', players }, 'enrolled')).tokens
  }

  async mint(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    return (await ask(this.#first.process, { kind: 'mint', names }, 'tokens')).tokens
  }

  async mintReader(): Promise<string> {
    return (await ask(this.#first.process, { kind: 'mint-reader' }, 'reader')).token
  }

  /** Who leads, as the record says. */
  async lead(): Promise<Lead | undefined> {
    const client = new pg.Client({ connectionString: this.#settings.databaseUrl })
    await client.connect()
    const { rows } = await client.query<Lead>('select member, term::int as term from guanlan.leader')
    await client.end()
    return rows[0]
  }

  /** Ends the process that everybody is passed to at once, as a power failure does; the next takes its place. */
  async kill(): Promise<void> {
    const [first, ...others] = this.#members
    if (!first) return
    const isGone = once(first.process, 'exit')
    first.process.kill('SIGKILL')
    this.#members = others
    await isGone
  }

  async stop(): Promise<void> {
    await this.#relay?.close()
    for (const { process } of this.#members.toReversed()) {
      if (process.exitCode !== null || process.signalCode !== null) continue
      const isGone = once(process, 'exit')
      process.send({ kind: 'stop' } satisfies ToServer)
      await isGone
    }
  }

  get #first(): Member {
    const [first] = this.#members
    if (!first) throw new Error('no server of the shadow city is there')
    return first
  }

  async #move(isTick: boolean): Promise<void> {
    await Promise.all(this.#members.map(({ process }) => ask(process, { kind: 'move', at: this.#at, isTick }, 'moved')))
  }

  #fork(port: number): ChildProcess {
    const { drill, city, databaseUrl, dataDir, members } = this.#settings
    const handedOn = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.some((other) => other === name)),
    )
    return fork(SERVER, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...handedOn,
        ...{ DRILL: drill, DRILL_AT: String(this.#at), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
        ...{ HUB: 'simulated', LOG_LEVEL: process.env.LOG_LEVEL ?? 'error', ...(city !== undefined && { CITY: city }) },
        ...(members > 1 && { MEMBER_ADDRESS: '127.0.0.1:0' }),
      },
    })
  }
}

async function ask<Kind extends FromServer['kind']>(
  child: ChildProcess,
  message: ToServer,
  kind: Kind,
): Promise<Extract<FromServer, { kind: Kind }>> {
  if (!child.connected) throw new Error('the server of the shadow city is not there')
  const answer = heard(child, kind)
  child.send(message)
  return answer
}

/** The next message of a kind. Rejects when the process says that it cannot start, or ends. */
function heard<Kind extends FromServer['kind']>(child: ChildProcess, kind: Kind): Promise<Extract<FromServer, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const hear = (message: FromServer) => {
      if (message.kind === 'refused') done(() => reject(new StartupFault(message.sentence)))
      if (message.kind === kind) done(() => resolve(message as Extract<FromServer, { kind: Kind }>))
    }
    const end = (code: number | null, signal: NodeJS.Signals | null) =>
      done(() => reject(new Error(`the server of the shadow city ended: ${signal ?? code}`)))
    const done = (settle: () => void) => {
      child.off('message', hear)
      child.off('exit', end)
      settle()
    }
    child.on('message', hear)
    child.once('exit', end)
  })
}
