import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { DrillRun } from '#contract/drill-run.ts'
import type { Clock } from '../clock/system-clock.ts'
import type { FromDrill, ToDrill } from '../drills/message.ts'
import type { Database } from '../record/database.ts'
import { type Steering, tellRun } from './drill-run-store.ts'
import { hasNewDetail, tellStory } from './run-story.ts'

const PROGRAM = join(import.meta.dirname, '..', 'drills', 'hosted-drill.ts')

/** How often it is written down how the run stands, and looked what is asked of it, ms. */
const TELL_EVERY_MS = 1_000

/** What belongs to the real city alone; the process of a drill is not told of it. */
const NOT_HANDED_ON =
  /^(DATABASE_URL|DATA_DIR|MEMBER_ADDRESS|PORT|HOST|ALARM_WEBHOOK|OIDC_|PUBLIC_URL|ORIGINS|TRUST_PROXY|PERSONAL_)/

export interface DrillHostParts {
  readonly database: Database
  readonly clock: Clock
  /** A folder name under dashboards/ or the path of a city folder; undefined for the usual one. */
  readonly city: string | undefined
  /** Told when it could not be written down how the run stands; it is tried again. */
  onFault(fault: unknown): void
}

/**
 * Plays drills for this server, one at a time, each in a process of its own: what happens there comes here as words, and is
 * written down beside the record of the city, never into it.
 */
export class DrillHost {
  readonly #parts: DrillHostParts
  readonly #stopTelling: () => void
  #playing: Playing | undefined

  constructor(parts: DrillHostParts) {
    this.#parts = parts
    this.#stopTelling = parts.clock.every(TELL_EVERY_MS, () => this.#tell())
  }

  /** Begins a run that is written down already. */
  begin(run: DrillRun): void {
    this.#playing = new Playing(run, this.#parts)
  }

  /** Lets what it plays know at once what is asked of it; whoever plays elsewhere reads it. */
  async look(): Promise<void> {
    await this.#tell()
  }

  /** Ends what it plays, and takes the shadow city away. */
  async close(): Promise<void> {
    this.#stopTelling()
    await this.#playing?.end()
    await this.#tell()
  }

  async #tell(): Promise<void> {
    const playing = this.#playing
    if (!playing) return
    try {
      await playing.tell()
      if (playing.isOver && this.#playing === playing) this.#playing = undefined
    } catch (fault) {
      this.#parts.onFault(fault)
    }
  }
}

/** One run, and the process that plays it. */
class Playing {
  readonly #parts: DrillHostParts
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  #run: DrillRun
  #told: DrillRun
  #asked: Steering = 'resume'
  #isTold = false
  #telling: Promise<void> = Promise.resolve()

  constructor(run: DrillRun, parts: DrillHostParts) {
    this.#parts = parts
    this.#run = run
    this.#told = run
    const handedOn = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name)))
    this.#child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env: handedOn })
    this.#child.on('message', (said: FromDrill) => this.#hear(said))
    this.#gone = new Promise((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.once('error', () => resolve())
    })
    void this.#gone.then(() => this.#hear({ kind: 'failed', sentence: 'the process that played it ended' }))
    const { drill, speed, people } = run
    this.#send({ kind: 'play', drill, city: parts.city, speed, people })
  }

  /** Its end is written down, and its process is gone. */
  get isOver(): boolean {
    return this.#isTold && (this.#child.exitCode !== null || this.#child.signalCode !== null)
  }

  /** Writes down how it stands, one time after the other, and does what is asked of it. */
  tell(): Promise<void> {
    const next = this.#telling.catch(() => undefined).then(() => this.#tell())
    this.#telling = next
    return next
  }

  async end(): Promise<void> {
    this.#send({ kind: 'stop' })
    await this.#gone
  }

  async #tell(): Promise<void> {
    if (this.#isTold) return
    const run = this.#run
    const { database, clock } = this.#parts
    const asked = await tellRun(database, run, hasNewDetail(this.#told, run), clock.now())
    this.#told = run
    this.#isTold = run.endedAt !== null
    if (this.#isTold || asked === this.#asked) return
    this.#asked = asked
    this.#send({ kind: asked })
    if (asked !== 'stop' && this.#run.stage !== 'preparing')
      this.#run = { ...this.#run, stage: asked === 'pause' ? 'paused' : 'playing' }
  }

  #hear(said: FromDrill): void {
    this.#run = tellStory(this.#run, said, this.#parts.clock.now())
    if (said.kind === 'opened' && this.#asked === 'pause') this.#run = { ...this.#run, stage: 'paused' }
  }

  #send(message: ToDrill): void {
    if (this.#child.connected) this.#child.send(message)
  }
}
