import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { FromDrillFeed, ToDrillFeed } from '#contract/drill-feed.ts'

const PROGRAM = join(import.meta.dirname, '..', '..', 'mock-data', 'drill-feed.ts')

export type Told = Extract<FromDrillFeed, { kind: 'told' }>

/** The process that tells the figures of a drill, seen from the runner. */
export class Feed {
  readonly #child: ChildProcess

  constructor() {
    this.#child = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  }

  async open(opening: Omit<Extract<ToDrillFeed, { kind: 'open' }>, 'kind'>): Promise<number> {
    return (await this.#ask({ kind: 'open', ...opening }, 'opened')).figures
  }

  /** Tells what is due; resolves when the door has it. */
  tell(at: number): Promise<Told> {
    return this.#ask({ kind: 'tell', at }, 'told')
  }

  fail(fault: Omit<Extract<ToDrillFeed, { kind: 'fault' }>, 'kind'>): void {
    this.#child.send({ kind: 'fault', ...fault } satisfies ToDrillFeed)
  }

  close(): void {
    this.#child.kill('SIGKILL')
  }

  #ask<Kind extends FromDrillFeed['kind']>(message: ToDrillFeed, kind: Kind): Promise<Extract<FromDrillFeed, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const hear = (said: FromDrillFeed) => {
        if (said.kind === 'failed') done(() => reject(new Error(`the figures of the drill: ${said.sentence}`)))
        if (said.kind === kind) done(() => resolve(said as Extract<FromDrillFeed, { kind: Kind }>))
      }
      const end = () => done(() => reject(new Error('the process of the figures of the drill ended')))
      const done = (settle: () => void) => {
        this.#child.off('message', hear)
        this.#child.off('exit', end)
        settle()
      }
      this.#child.on('message', hear)
      this.#child.once('exit', end)
      this.#child.send(message)
    })
  }
}
