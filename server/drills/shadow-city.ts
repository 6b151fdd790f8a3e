import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { EnrolledPlayer, FromServer, ToServer } from '../start/message.ts'
import { StartupFault } from '../startup-fault.ts'

const SERVER = join(import.meta.dirname, '..', 'main.ts')

/** What leads to the real city, or out of the machine: a shadow city never hears of it. */
const NOT_HANDED_ON = [
  'ALARM_WEBHOOK',
  'ALARM_WEBHOOK_SECRET',
  'OIDC_ISSUER',
  'PUBLIC_URL',
  'ORIGINS',
  'TRUST_PROXY',
  'HOST',
] as const

export interface ShadowSettings {
  readonly drill: string
  /** A folder name under dashboards/ or the path of a city folder. */
  readonly city?: string
  /** Of a database of its own, empty before the first start. */
  readonly databaseUrl: string
  readonly dataDir: string
  /** 0 takes any free one, and keeps it over restarts. */
  readonly port: number
  /** The time in the shadow city at its start, epoch ms. */
  readonly at: number
}

/** The server of a shadow city: a process of its own on a record of its own, whose time is moved from here. */
export class ShadowCity {
  readonly #settings: ShadowSettings
  #child: ChildProcess | undefined
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

  /** Starts it, or starts it again on the same record at the time it was left. Throws StartupFault with its own sentence. */
  async start(): Promise<void> {
    const child = this.#fork(this.url === '' ? this.#settings.port : Number(new URL(this.url).port))
    this.#child = child
    const ready = await heard(child, 'ready')
    this.url = ready.url
    this.departments = ready.departments
  }

  /** Starts a second server on the same record. Resolves to what it says if it opens, or to why it does not. */
  async startSecond(patienceMs: number): Promise<{ readonly url?: string; readonly sentence: string }> {
    const child = this.#fork(0)
    const opened = heard(child, 'ready').then(
      ({ url }) => ({ url, sentence: `it opened at ${url}` }),
      (fault: Error) => ({ sentence: fault.message }),
    )
    const late = new Promise<{ sentence: string }>((resolve) => {
      setTimeout(resolve, patienceMs, { sentence: `it waits; it took nothing in within ${patienceMs / 1000} s` }).unref()
    })
    const said = await Promise.race([opened, late])
    if (!('url' in said)) child.kill('SIGKILL')
    this.#second = child
    return said
  }
  #second: ChildProcess | undefined

  endSecond(): void {
    this.#second?.kill('SIGKILL')
  }

  /** Moves the time there, so that what is said next is said at that time; nothing is done about it yet. */
  async moveTo(at: number): Promise<void> {
    this.#at = Math.max(Math.round(at), this.#at)
    await this.#ask({ kind: 'move', at: this.#at, isTick: false }, 'moved')
  }

  /** Does whatever is due there by now, and waits until it is done. */
  async tick(): Promise<void> {
    await this.#ask({ kind: 'move', at: this.#at, isTick: true }, 'moved')
  }

  async enrol(players: readonly EnrolledPlayer[]): Promise<Readonly<Record<string, string>>> {
    return (await this.#ask({ kind: 'enrol', players }, 'enrolled')).tokens
  }

  async mint(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    return (await this.#ask({ kind: 'mint', names }, 'tokens')).tokens
  }

  async mintReader(): Promise<string> {
    return (await this.#ask({ kind: 'mint-reader' }, 'reader')).token
  }

  /** Ends the process at once, as a power failure does. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child) return
    const isGone = once(child, 'exit')
    child.kill('SIGKILL')
    await isGone
  }

  async stop(): Promise<void> {
    this.endSecond()
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const isGone = once(child, 'exit')
    child.send({ kind: 'stop' } satisfies ToServer)
    await isGone
  }

  #fork(port: number): ChildProcess {
    const { drill, city, databaseUrl, dataDir } = this.#settings
    const handedOn = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.some((other) => other === name)),
    )
    return fork(SERVER, {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...handedOn,
        ...{ DRILL: drill, DRILL_AT: String(this.#at), DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: String(port) },
        ...{ HUB: 'simulated', LOG_LEVEL: process.env.LOG_LEVEL ?? 'error', ...(city !== undefined && { CITY: city }) },
      },
    })
  }

  async #ask<Kind extends FromServer['kind']>(message: ToServer, kind: Kind): Promise<Extract<FromServer, { kind: Kind }>> {
    const child = this.#child
    if (!child?.connected) throw new Error('the server of the shadow city is not there')
    const answer = heard(child, kind)
    child.send(message)
    return answer
  }
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
