import { setTimeout as pause } from 'node:timers/promises'
import type { CommandAnswer } from '#contract/command.ts'
import type { Problem } from '#contract/problem.ts'

/** A command that was refused; the code says why. */
export class CommandRefused extends Error {
  readonly code: string
  readonly status: number
  constructor({ code, status, detail }: Pick<Problem, 'code' | 'status' | 'detail'>) {
    super(`${code}: ${detail}`)
    this.code = code
    this.status = status
  }
}

/** How often a command without an answer is sent again, and how long after, ms. */
const TRIES = 40
const PAUSE_MS = 150

/**
 * Somebody at a browser of the shadow city: bears the cookie of a session and asks by the routes everybody uses. A command
 * that gets no answer is sent again under its id, as every outbox does.
 */
export class Person {
  readonly id: string
  readonly name: string
  #token: string
  #count = 0
  readonly #url: () => string

  constructor({ id, name, token, url }: { readonly id: string; readonly name: string; readonly token: string; url(): string }) {
    this.id = id
    this.name = name
    this.#token = token
    this.#url = url
  }

  get token(): string {
    return this.#token
  }

  get cookie(): string {
    return `guanlan-drill-session=${this.#token}`
  }

  /** A new session of the same person. */
  renew(token: string): void {
    this.#token = token
  }

  nextCommandId(): string {
    this.#count += 1
    return `drill-${this.id}-${String(this.#count).padStart(4, '0')}`
  }

  /** Commands something. Throws CommandRefused. */
  async command(path: string, body: object, commandId = this.nextCommandId()): Promise<CommandAnswer> {
    const device = `bot-${this.id}`.slice(0, 64)
    return this.post<CommandAnswer>(path, { commandId, device, ...body })
  }

  async post<Answer>(path: string, body: object, url = this.#url()): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url, cookie: this.cookie },
        body: JSON.stringify(body),
      }).catch(() => undefined)
      if (answer?.ok) return (answer.status === 204 ? undefined : await answer.json()) as Answer
      if (answer && answer.status !== 503) throw new CommandRefused((await answer.json()) as Problem)
      if (attempt === TRIES) throw new Error(`${path}: no answer`)
      await pause(PAUSE_MS)
    }
  }

  async get<Answer>(path: string): Promise<Answer> {
    const url = this.#url()
    const answer = await fetch(url + path, { headers: { cookie: this.cookie } })
    if (!answer.ok) throw new CommandRefused((await answer.json()) as Problem)
    return (await answer.json()) as Answer
  }
}
