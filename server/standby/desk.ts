import { setTimeout as pause } from 'node:timers/promises'
import type { Role } from '#contract/access.ts'

/** Before a command that had no answer is sent again, ms. */
const RETRY_MS = 50
/** A server that does not answer for this long is asked again, ms. */
const PATIENCE_MS = 5_000

const CHIEF: Role = 'commander'

/** Where the orders of a drill go, and what they are about. */
export interface Incident {
  readonly url: string
  /** A town of the city, for the incident and for whoever gets the orders. */
  readonly area: string
}

/**
 * A commander who issues one order after the other, each under a command id of its own, and sends one again only where no answer
 * came. Needs a city where roles may be tried.
 */
export class Desk {
  /** Title and id of each order that was acknowledged. */
  readonly acknowledged = new Map<string, string>()
  /** What an order was refused with: none, ever. */
  readonly refused: string[] = []
  /** Commands that were sent again because their line broke. */
  repeats = 0
  readonly #where: Incident
  readonly #cookie: string
  readonly #incident: string
  readonly #issuing: Promise<void>
  #isOver = false

  private constructor(where: Incident, cookie: string, incident: string) {
    this.#where = where
    this.#cookie = cookie
    this.#incident = incident
    this.#issuing = this.#issue()
  }

  /** Signs in, opens an incident, takes command of it and begins. */
  static async open(where: Incident): Promise<Desk> {
    const cookie = await signIn(where.url)
    const post = (path: string, body: object) => command(where.url, cookie, path, body)
    const what = { class: 'accident', place: { area: where.area }, what: '起火' }
    const opened = await post('/api/incidents', { commandId: 'open-the-incident', ...what })
    const { id } = (await opened.json()) as { id: string }
    const taken = await post(`/api/incidents/${id}/command/take`, { commandId: 'take-the-command', term: 0 })
    if (!taken.ok) throw new Error(await taken.text())
    return new Desk(where, cookie, id)
  }

  /** Ends after the order that is under way. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#issuing
  }

  /** Title and id of every order of the incident that is in the record. */
  async kept(): Promise<ReadonlyMap<string, string>> {
    const kept = new Map<string, string>()
    for (let after = ''; ; ) {
      const query = new URLSearchParams({ incident: this.#incident, limit: '500', ...(after && { after }) })
      const answer = await fetch(`${this.#where.url}/api/orders?${query}`, { headers: { cookie: this.#cookie } })
      const page = (await answer.json()) as { orders: { id: string; state: { title: string } }[]; next?: string }
      for (const { id, state } of page.orders) {
        if (kept.has(state.title)) throw new Error(`the order ${state.title} is there twice`)
        kept.set(state.title, id)
      }
      if (page.next === undefined) return kept
      after = page.next
    }
  }

  async #issue(): Promise<void> {
    for (let number = 0; !this.#isOver; number++) {
      const title = `令 ${number}`
      const to = [{ kind: 'role', role: 'field-responder' satisfies Role, area: this.#where.area }]
      const order = {
        commandId: `drilled-order-${number}`,
        incident: this.#incident,
        term: 1,
        title,
        to,
        slaMinutes: 20,
        issue: true,
      }
      for (;;) {
        const answer = await command(this.#where.url, this.#cookie, '/api/orders', order).catch(() => undefined)
        const said = await answer?.json().catch(() => undefined)
        if (said === undefined) {
          this.repeats += 1
          await pause(RETRY_MS)
          continue
        }
        const { id, code } = said as { id?: string; code?: string }
        if (id !== undefined) this.acknowledged.set(title, id)
        else this.refused.push(code ?? String(answer?.status))
        break
      }
      await pause(RETRY_MS)
    }
  }
}

async function signIn(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url }
  const tried = await fetch(`${url}/api/access/trial`, { method: 'POST', headers, body: JSON.stringify({ role: CHIEF }) })
  if (!tried.ok) throw new Error(await tried.text())
  return tried.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

function command(url: string, cookie: string, path: string, body: object): Promise<Response> {
  return fetch(url + path, {
    ...{ method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) },
    headers: { 'content-type': 'application/json', origin: url, cookie },
  })
}
