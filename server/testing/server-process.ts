import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IngestAnswer } from '#contract/observation.ts'
import type { EnrolledPlayer, FromServer, ToServer } from '../start/message.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')

/** The small city of the tests. */
export const TEST_CITY = join(REPOSITORY, 'e2e', 'city')

/** The server as a process of its own on a data folder of its own, to be killed and started again. */
export class ServerProcess {
  readonly dataDir: string
  readonly #env: NodeJS.ProcessEnv
  readonly #flags: readonly string[]
  #child: ChildProcess | undefined
  #reader: Promise<string> | undefined
  url = ''
  /** What it wrote into its log, over all its starts. */
  log = ''

  private constructor(dataDir: string, env: NodeJS.ProcessEnv, flags: readonly string[]) {
    this.dataDir = dataDir
    this.#env = env
    this.#flags = flags
  }

  /** A server that is not started yet. `env` is added to the settings every test has; Node is told `flags`. */
  static async prepare(env: NodeJS.ProcessEnv = {}, flags: readonly string[] = []): Promise<ServerProcess> {
    const dataDir = await mkdtemp(join(tmpdir(), 'guanlan-server-'))
    const settings = {
      PORT: '0',
      HOST: '127.0.0.1',
      HUB: 'none',
      CITY: TEST_CITY,
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      LOG_LEVEL: 'error',
    }
    return new ServerProcess(dataDir, { ...process.env, ...settings, ...env }, flags)
  }

  get pid(): number {
    return this.#child?.pid ?? -1
  }

  /**
   * Starts it; resolves when it is open, rejects with its sentence when it refuses to start. `env` is added to its settings for
   * this start alone.
   */
  async start(env: NodeJS.ProcessEnv = {}): Promise<void> {
    const child = fork(join(REPOSITORY, 'server', 'main.ts'), {
      ...{ env: { ...this.#env, ...env }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
      execArgv: [...process.execArgv, ...this.#flags],
    })
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.log += text
      if (this.#env.LOG_LEVEL === 'error') process.stdout.write(text)
    })
    this.#child = child
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message: FromServer) => {
        if (message.kind === 'refused') reject(new Error(message.sentence))
        if (message.kind !== 'ready') return
        this.url = message.url
        resolve()
      })
      child.once('exit', (code, signal) => reject(new Error(`the server ended: ${signal ?? code}`)))
    })
  }

  /** Ends the process at once; what runs below it has to notice by itself. */
  async kill(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const isGone = once(child, 'exit')
    child.kill('SIGKILL')
    await isGone
  }

  /** Lets go of the process as a starter that is killed does. Resolves when it is gone. */
  async abandon(): Promise<void> {
    const child = this.#child as ChildProcess
    const isGone = once(child, 'exit')
    child.disconnect()
    await isGone
  }

  async stop(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const isGone = once(child, 'exit')
    child.send({ kind: 'stop' } satisfies ToServer)
    await isGone
  }

  /** Stops it and takes its data away. */
  async remove(): Promise<void> {
    await this.stop()
    await rm(this.dataDir, { recursive: true, force: true })
  }

  /** Makes a source, or gives it a new token, and returns the token. */
  async mint(name: string): Promise<string> {
    const isAnswer = (message: FromServer) => (message.kind === 'tokens' ? message.tokens[name] : undefined)
    return this.#ask({ kind: 'mint', names: [name] }, isAnswer)
  }

  /** Moves the time of a server whose time is that of a drill, and does what is due there by then. */
  async moveTo(at: number): Promise<void> {
    await this.#ask({ kind: 'move', at, isTick: false }, (message) => message.kind === 'moved' || undefined)
  }

  /** Does whatever is due by then, where the time is that of a drill. Resolves when it is done. */
  async tickAt(at: number): Promise<void> {
    await this.#ask({ kind: 'move', at, isTick: true }, (message) => message.kind === 'moved' || undefined)
  }

  /** Signs somebody in who plays a part in a drill; the token of the session. */
  async enrol(player: EnrolledPlayer): Promise<string> {
    const isAnswer = (message: FromServer) => (message.kind === 'enrolled' ? message.tokens[player.id] : undefined)
    return this.#ask({ kind: 'enrol', players: [player] }, isAnswer)
  }

  /** Reads an address of the API as a program that may see the whole city. */
  async read(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${await this.reader()}` } })
  }

  /** The token of a program that may see the whole city. A server of the same record must be told it: each makes another. */
  reader(): Promise<string> {
    this.#reader ??= this.#mintReader()
    return this.#reader
  }

  /** Takes the reader that another server of the same record made. */
  shareReader(token: string): void {
    this.#reader = Promise.resolve(token)
  }

  #mintReader(): Promise<string> {
    return this.#ask({ kind: 'mint-reader' }, (message) => (message.kind === 'reader' ? message.token : undefined))
  }

  /** Tells the process something, and waits for what `read` finds to be the answer. Rejects when the process ends before. */
  #ask<Answer>(message: ToServer, read: (said: FromServer) => Answer | undefined): Promise<Answer> {
    const child = this.#child as ChildProcess
    return new Promise((resolve, reject) => {
      const done = () => {
        child.off('message', hear)
        child.off('exit', end)
      }
      const hear = (said: FromServer) => {
        const answer = read(said)
        if (answer === undefined) return
        done()
        resolve(answer)
      }
      const end = () => {
        done()
        reject(new Error('the server ended before it answered'))
      }
      child.on('message', hear)
      child.once('exit', end)
      child.send(message)
    })
  }

  /** Sends rows through the door; throws when it does not answer 200. */
  async post(
    token: string,
    rows: readonly unknown[],
    headers: Record<string, string> = {},
    signal?: AbortSignal,
  ): Promise<IngestAnswer> {
    const response = await fetch(`${this.url}/api/hub/observations`, {
      ...{ method: 'POST', ...(signal && { signal }) },
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(rows),
    })
    if (!response.ok) throw new Error(`the door answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as IngestAnswer
  }
}
