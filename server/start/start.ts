import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Names } from '#contract/names.ts'
import { type Config, localUrl, readConfig, USAGE } from '../config/config.ts'
import { DIST } from '../pages/screens.ts'
import { SIMULATED_SOURCE } from '../record/simulated-sources.ts'
import { SERVER_FLAGS } from '../server-flags.ts'
import { StartupFault } from '../startup-fault.ts'
import { isBuilt, sourcesHash } from './client-build.ts'
import { watchLineage } from './lineage.ts'
import { type FromServer, setupLine, type ToServer } from './message.ts'
import { countPresses } from './presses.ts'
import { Supervised } from './supervised.ts'
import { readyText, stepLine } from './wording.ts'

const REPOSITORY = join(import.meta.dirname, '..', '..')
const HUB_PATIENCE_MS = 3_000
const SERVER_PATIENCE_MS = 28_000

/** Where Node keeps what it made of our sources: with it, a process is up in half the time. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(REPOSITORY, '.cache', 'node') }

/** Exit code of a simulated hub that was asked for what it cannot play: to start it again would change nothing. */
const HUB_REFUSED = 2

/** Name of the source the simulated hub sends a department's figures as. */
const sourceOf = (department: string) => `${SIMULATED_SOURCE}${department}`

/** Prepares what is missing, starts the server and the simulated hub, keeps them running, and stops them in order. */
class Starter {
  readonly #config: Config
  readonly #startedAt = performance.now()
  readonly #server: Supervised
  readonly #hub: Supervised
  /** Resolves to false when the screens could not be built; the starter stops then. */
  #client: Promise<boolean> = Promise.resolve(true)
  #build: ChildProcess | undefined
  #url = ''
  #hubUrl = ''
  #hasOpened = false
  #names: Names = { zh: '', en: '' }
  #tokens: Readonly<Record<string, string>> | undefined
  #reader: string | undefined
  #refusal: string | undefined
  #setupLink: string | undefined
  #isReady = false
  #stopping: Promise<void> | undefined

  constructor(config: Config) {
    this.#config = config
    this.#server = new Supervised({
      launch: () => this.#launchServer(),
      onEnd: (code, signal) => this.#onServerEnd(code, signal),
      askToStop: (child) => child.send({ kind: 'stop' } satisfies ToServer),
      patienceMs: SERVER_PATIENCE_MS,
    })
    this.#hub = new Supervised({
      launch: () => this.#launchHub(),
      onEnd: (code, signal) => this.#onHubEnd(code, signal),
      askToStop: (child) => child.kill('SIGTERM'),
      patienceMs: HUB_PATIENCE_MS,
    })
  }

  start(): void {
    this.#server.start()
    // Where the address is known before the server is, the hub gets ready beside it and waits for its tokens.
    const { hub, host, port } = this.#config
    if (hub === 'simulated' && port !== 0) this.#startHub(localUrl(host, port))
    this.#client = this.#buildClient().then(
      () => true,
      (fault: Error) => {
        void this.stop(1, fault.message)
        return false
      },
    )
  }

  /** Stops hub, server and, with the server, the database; then ends this process. A second call ends it at once. */
  stop(code: number, sentence?: string): Promise<void> {
    if (sentence !== undefined) process.stderr.write(`\n${sentence}\n`)
    if (this.#stopping && code !== 0) {
      this.#hub.kill()
      this.#server.kill()
      process.exit(code)
    }
    this.#stopping ??= (async () => {
      if (this.#isReady) say('停止中 · stopping')
      this.#build?.kill('SIGKILL')
      await this.#hub.stop()
      await this.#server.stop()
      process.exit(code)
    })()
    return this.#stopping
  }

  #launchServer() {
    const { processes } = this.#config
    const main = processes > 1 ? join(import.meta.dirname, 'run-members.ts') : join(REPOSITORY, 'server', 'main.ts')
    const child = fork(main, processes > 1 ? ['--processes', String(processes)] : [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...COMPILE_CACHE },
      execArgv: [...process.execArgv, ...SERVER_FLAGS],
    })
    child.on('message', (message: FromServer) => this.#onServerMessage(message))
    return child
  }

  #onServerMessage(message: FromServer): void {
    switch (message.kind) {
      case 'step':
        say(stepLine(message.step))
        break
      case 'setup':
        this.#setupLink = message.link
        // A server that was started again has made another link: the one on the screen is worth nothing.
        if (this.#isReady) this.#showSetupLink()
        break
      case 'refused':
        this.#refusal = message.sentence
        break
      case 'ready':
        this.#hasOpened = true
        this.#url = message.url
        this.#names = message.names
        if (this.#config.hub === 'simulated' && !this.#reader) {
          this.#ask({ kind: 'mint', names: message.departments.map(sourceOf) })
          this.#ask({ kind: 'mint-reader' })
        }
        if (!this.#isReady) void this.#announce()
        break
      case 'tokens':
        this.#tokens = Object.fromEntries(
          Object.entries(message.tokens).map(([name, token]) => [name.slice(sourceOf('').length), token]),
        )
        this.#equipHub()
        break
      case 'reader':
        this.#reader = message.token
        this.#equipHub()
    }
  }

  /** Once the hub may send and may ask; whichever of the two comes last. */
  #equipHub(): void {
    if (!this.#tokens || this.#reader === undefined) return
    this.#giveTokens()
    this.#startHub(this.#url)
  }

  #startHub(url: string): void {
    if (this.#hubUrl !== '') return
    this.#hubUrl = url
    this.#hub.start()
  }

  #giveTokens(): void {
    if (!this.#tokens || this.#reader === undefined) return
    this.#hub.child?.stdin?.write(`${JSON.stringify({ tokens: this.#tokens, reader: this.#reader })}\n`)
  }

  #ask(message: ToServer): void {
    this.#server.child?.send(message)
  }

  async #announce(): Promise<void> {
    if (!(await this.#client) || this.#stopping || this.#isReady) return
    this.#isReady = true
    const seconds = (performance.now() - this.#startedAt) / 1000
    process.stdout.write(`${readyText(this.#url, this.#names, seconds, this.#config.hub, this.#config.host)}\n`)
    this.#showSetupLink()
  }

  #showSetupLink(): void {
    if (this.#setupLink !== undefined) say(setupLine(this.#setupLink))
  }

  /** A server that never opened and says why is not started again: the person at the keyboard has to do something. */
  #onServerEnd(code: number | null, signal: NodeJS.Signals | null): boolean {
    const sentence = this.#refusal
    this.#refusal = undefined
    if (sentence !== undefined && !this.#hasOpened) {
      void this.stop(1, sentence)
      return false
    }
    say(`服务退出，重新启动 · the server ended (${sentence ?? signal ?? code}); starting it again`)
    return true
  }

  #launchHub() {
    const { scenario, speed } = this.#config
    const options = [
      ...(scenario === undefined ? [] : ['--scenario', scenario]),
      ...(speed === undefined ? [] : ['--speed', String(speed)]),
    ]
    const child = fork(join(REPOSITORY, 'mock-data', 'main.ts'), options, {
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
      env: { ...process.env, ...COMPILE_CACHE, GUANLAN_URL: this.#hubUrl },
    })
    child.stdin?.on('error', () => undefined)
    child.once('spawn', () => this.#giveTokens())
    return child
  }

  #onHubEnd(code: number | null, signal: NodeJS.Signals | null): boolean {
    if (code === HUB_REFUSED) {
      void this.stop(1)
      return false
    }
    say(`模拟数据退出，重新启动 · the simulated hub ended (${signal ?? code}); starting it again`)
    return true
  }

  async #buildClient(): Promise<void> {
    if (await isBuilt(DIST, await sourcesHash())) return
    say('构建界面 · building the screens')
    const child = fork(join(REPOSITORY, 'server', 'start', 'build-client.ts'), {
      cwd: REPOSITORY,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#build = child
    let told = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told = (told + text).slice(-4_000)
    })
    const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
    this.#build = undefined
    if (this.#stopping) return
    if (code !== 0) throw new StartupFault(`The screens could not be built; npm run build shows more: ${told.trim()}`)
  }
}

function say(line: string): void {
  process.stdout.write(`· ${line}\n`)
}

function main(): void {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(USAGE)
    return
  }
  const starter = new Starter(readConfig(process.env, args))
  const press = countPresses((nth) => void starter.stop(nth === 1 ? 0 : 130))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => press(performance.now()))
  watchLineage(() => void starter.stop(0))
  starter.start()
}

try {
  main()
} catch (fault) {
  if (!(fault instanceof StartupFault)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exitCode = 1
}
