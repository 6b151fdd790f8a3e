import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { repositoryRoot } from '../repository.ts'
import { freePort } from './free-port.ts'

export interface ProductChoice {
  /** A folder name under dashboards/, or the path of a city folder. */
  readonly city: string
  readonly hub: 'simulated' | 'none'
}

/** How a product is set up besides, where a journey needs more than its city. */
export interface ProductSettings {
  /** The host of its address; 127.0.0.1 where none is named. A passkey belongs to a domain, and so needs localhost. */
  readonly host?: 'localhost'
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** Longest time from the command to a product that answers, in ms; a first start makes the database too. */
const READY_WITHIN_MS = 90_000

/**
 * The real product, started as a person starts it, on a free port and with a data folder of its own that is gone
 * afterwards. It can be killed and started again on the same data, as in a power cut.
 */
export class Product {
  readonly url: string
  readonly #environment: NodeJS.ProcessEnv
  readonly #dataDir: string
  #process: ChildProcess | undefined
  #reader: Promise<string> | undefined
  #said = ''

  private constructor(choice: ProductChoice, port: number, { host, environment }: ProductSettings) {
    this.#dataDir = mkdtempSync(join(tmpdir(), 'guanlan-e2e-'))
    this.url = `http://${host ?? '127.0.0.1'}:${port}`
    this.#environment = {
      ...process.env,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: this.#dataDir,
      HUB: choice.hub,
      CITY: choice.city,
      ...(host && { PUBLIC_URL: this.url }),
      ...environment,
    }
    delete this.#environment.DATABASE_URL
  }

  static async start(choice: ProductChoice, settings: ProductSettings = {}): Promise<Product> {
    const product = new Product(choice, settings.port ?? (await freePort()), settings)
    await product.startAgain()
    return product
  }

  /** Starts the product on the data it has. Resolves when it prints its addresses, as people wait for; rejects with what it said when it does not. */
  async startAgain(): Promise<void> {
    this.#said = ''
    const child = spawn(process.execPath, ['server/start/start.ts'], {
      cwd: repositoryRoot,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#process = child
    const hear = (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-20_000)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const until = Date.now() + READY_WITHIN_MS
    while (!this.#said.includes(this.url)) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`The product did not start.\n${this.#said}`)
      await new Promise((again) => setTimeout(again, 100))
    }
  }

  /** What it printed lately: read it when a test failed. */
  get said(): string {
    return this.#said
  }

  /** The one-time link for the first administrators, which the start prints while there are none. */
  get setupLink(): string {
    const link = this.#said.match(/http:\S+\/setup#[\w-]+/g)?.at(-1)
    if (link === undefined) throw new Error(`The start printed no link for the first administrators.\n${this.#said}`)
    return link
  }

  /** Kills every process of the product at once, as a power cut would. */
  async cutPower(): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    process.kill(-child.pid, 'SIGKILL')
    await once(child, 'exit')
  }

  /** Kills the server process alone; what started it keeps running and starts another. Linux only. */
  async killServer(): Promise<void> {
    const children = readFileSync(`/proc/${this.#process?.pid}/task/${this.#process?.pid}/children`, 'utf8').trim().split(' ')
    const server = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('server/main.ts'))
    if (server === undefined) throw new Error('The product has no server process.')
    process.kill(Number(server), 'SIGKILL')
  }

  /** Stops as Ctrl-C does; the data stays. */
  async halt(): Promise<void> {
    const child = this.#process
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const isOver = once(child, 'exit')
    child.kill('SIGINT')
    await isOver
  }

  /** Stops as Ctrl-C does, and takes the data away. */
  async stop(): Promise<void> {
    await this.halt()
    rmSync(this.#dataDir, { recursive: true, force: true })
  }

  /** Runs an operator's command on the product, as a person at the machine does. Resolves with what it answered. */
  async admin(...command: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ['server/admin/admin.ts', ...command], {
      cwd: repositoryRoot,
      env: this.#environment,
    })
    return stdout.trim()
  }

  /** Changes the record as its owner can: for what otherwise takes months. Returns the rows. */
  async ask(sql: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    const { url } = JSON.parse(readFileSync(join(this.#dataDir, 'connection.json'), 'utf8')) as { readonly url: string }
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(sql, [...values])).rows as Record<string, unknown>[]
    } finally {
      await client.end()
    }
  }

  /** Makes a source and returns its token. */
  async addSource(name: string): Promise<string> {
    return (await this.admin('source', 'add', name)).split(/\s+/).at(-1) as string
  }

  /** Reads an address of the product as a program does: where it is not open to everyone, with the token of a reader. */
  async read(path: string): Promise<Response> {
    const asVisitor = this.#reader === undefined ? await fetch(this.url + path) : undefined
    if (asVisitor !== undefined && asVisitor.status !== 401) return asVisitor
    this.#reader ??= this.admin('reader', 'add', 'e2e').then((answer) => answer.split(/\s+/).at(-1) as string)
    return fetch(this.url + path, { headers: { authorization: `Bearer ${await this.#reader}` } })
  }
}
