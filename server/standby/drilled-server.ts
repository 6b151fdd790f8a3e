import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { FromServer, ToServer } from '../start/message.ts'
import { Supervised } from '../start/supervised.ts'

const MAIN = join(import.meta.dirname, '..', 'main.ts')
const PATIENCE_MS = 26_000

/** A server as it runs in earnest: started again whenever it ends. */
export class DrilledServer {
  readonly url: string
  readonly port: number
  readonly #supervised: Supervised
  #ready = Promise.withResolvers<void>()

  /** `env` holds PORT: a server that is started again is found where it was. `main` is that of another version of the program. */
  constructor(env: NodeJS.ProcessEnv & { readonly PORT: string }, main = MAIN) {
    this.port = Number(env.PORT)
    this.url = `http://127.0.0.1:${env.PORT}`
    this.#supervised = new Supervised({
      launch: () => this.#launch(env, main),
      onEnd: () => true,
      askToStop: (child) => child.send({ kind: 'stop' } satisfies ToServer),
      patienceMs: PATIENCE_MS,
    })
  }

  /** Resolves when it is open for the first time; rejects with its sentence when it refuses to be. */
  async start(): Promise<void> {
    this.#supervised.start()
    await this.#ready.promise
  }

  /** The token of a new source. */
  async mint(name: string): Promise<string> {
    const child = this.#supervised.child as ChildProcess
    child.send({ kind: 'mint', names: [name] } satisfies ToServer)
    for (;;) {
      const [message] = (await once(child, 'message')) as [FromServer]
      if (message.kind === 'tokens' && message.tokens[name] !== undefined) return message.tokens[name]
    }
  }

  /** The token of a program that may read the whole city. */
  async reader(): Promise<string> {
    const child = this.#supervised.child as ChildProcess
    child.send({ kind: 'mint-reader' } satisfies ToServer)
    for (;;) {
      const [message] = (await once(child, 'message')) as [FromServer]
      if (message.kind === 'reader') return message.token
    }
  }

  /** The epoch it tells its readers. */
  async epoch(): Promise<string> {
    const answer = await fetch(`${this.url}/readyz`)
    return ((await answer.json()) as { epoch?: string }).epoch ?? ''
  }

  stop(): Promise<void> {
    return this.#supervised.stop()
  }

  #launch(env: NodeJS.ProcessEnv, main: string): ChildProcess {
    const child = fork(main, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.on('message', (message: FromServer) => {
      if (message.kind === 'ready') this.#ready.resolve()
      if (message.kind === 'refused') this.#ready.reject(new Error(message.sentence))
    })
    return child
  }
}
