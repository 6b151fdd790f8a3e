import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Balancer } from './balancer.ts'
import type { FromServer, ToServer } from './message.ts'
import { Supervised } from './supervised.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')

/** How long a member may take to stop, ms. */
const PATIENCE_MS = 26_000

type Ready = Extract<FromServer, { readonly kind: 'ready' }>

/** Several servers on one record, each behind the balancer while it is open, each started again when it ends. */
export class Members {
  readonly #balancer: Balancer
  readonly #env: NodeJS.ProcessEnv
  readonly #tell: (message: FromServer) => void
  readonly #members: Supervised[] = []
  readonly #ports = new Map<ChildProcess, number>()
  #isStopping = false

  /** `env` is what every member is started with; what they tell, but for being ready, is passed on to `tell`. */
  constructor(balancer: Balancer, env: NodeJS.ProcessEnv, tell: (message: FromServer) => void) {
    this.#balancer = balancer
    this.#env = env
    this.#tell = tell
  }

  /**
   * Starts the next one, beside those that run. Resolves with what it says when it is open, or with nothing where it refused and
   * said why.
   */
  async add(): Promise<Ready | undefined> {
    const { promise, resolve } = Promise.withResolvers<Ready | undefined>()
    const member: Supervised = new Supervised({
      launch: () => this.#launch(resolve),
      onEnd: () => !this.#isStopping,
      askToStop: (child) => child.send({ kind: 'stop' } satisfies ToServer),
      patienceMs: PATIENCE_MS,
    })
    this.#members.push(member)
    member.start()
    return promise
  }

  /** Those that are open: their processes and where each listens. */
  running(): readonly { readonly pid: number; readonly port: number }[] {
    return [...this.#ports].flatMap(([{ pid }, port]) => (pid === undefined ? [] : [{ pid, port }]))
  }

  /** Asks the first one that runs. */
  ask(message: ToServer): void {
    this.#members.find(({ child }) => child?.connected)?.child?.send(message)
  }

  /** Stops one after the other, so that there is a leader to the last. */
  async stop(): Promise<void> {
    this.#isStopping = true
    for (const member of this.#members) await member.stop()
  }

  #launch(onOutcome: (ready: Ready | undefined) => void): ChildProcess {
    const child = fork(MAIN, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: this.#env })
    child.on('message', (message: FromServer) => {
      if (message.kind === 'ready') {
        const port = Number(new URL(message.url).port)
        this.#ports.set(child, port)
        this.#balancer.add(port)
        onOutcome(message)
        return
      }
      this.#tell(message)
      if (message.kind === 'refused') onOutcome(undefined)
    })
    child.once('exit', () => {
      const port = this.#ports.get(child)
      if (port !== undefined) this.#balancer.remove(port)
      this.#ports.delete(child)
    })
    return child
  }
}
