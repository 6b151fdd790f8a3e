import type { CaseTicket } from '#contract/case-ticket.ts'
import type { Door } from '../door.ts'
import { type makeHotline, rowBy, type SimulatedTicket } from './hotline.ts'

/** Whose tickets these are. */
export const HOTLINE = 'hotline'

/** So far back the hotline knows its tickets when the hub starts, ms: enough that every queue has something in it. */
const PAST_MS = 3 * 86_400_000

/** Tickets in one request while the past is told: small, so that figures are never held up. */
const AT_ONCE = 60

/** Tells the server of tickets. `beat` is called about once a second; `introduced` resolves when the past is told. */
export interface HotlineTeller {
  beat(now: number): void
  readonly introduced: Promise<void>
}

/** Tells first what was told in the last days and what became of it; from then on what is new, each ticket with all its steps. */
export function tellHotline(
  hotline: ReturnType<typeof makeHotline>,
  door: Pick<Door, 'deliver' | 'send'>,
  { silent, log, now }: { readonly silent: ReadonlySet<string>; log(sentence: string): void; now(): number },
): HotlineTeller {
  let toldAt: number | undefined
  let alive: SimulatedTicket[] = []
  const introduce = async () => {
    const begunAt = now()
    const past = hotline.between(begunAt - PAST_MS, begunAt)
    for (let from = 0; from < past.length; from += AT_ONCE) {
      const rows: CaseTicket[] = past.slice(from, from + AT_ONCE).map((ticket) => rowBy(ticket, begunAt))
      if (!silent.has(HOTLINE)) await door.deliver({ department: HOTLINE, rows, door: 'cases' })
    }
    alive = past.filter((ticket) => isAlive(ticket, begunAt))
    toldAt = begunAt
    if (past.length > 0) log(`${past.length} tickets of the hotline are told`)
  }
  return {
    introduced: introduce(),
    beat: (at) => {
      if (toldAt === undefined) return
      const since = toldAt
      toldAt = at
      alive = [...alive, ...hotline.between(since, at)]
      const changed = alive.filter((ticket) => ticket.at > since || ticket.steps.some((step) => step.at > since && step.at <= at))
      if (changed.length > 0 && !silent.has(HOTLINE))
        door.send({ department: HOTLINE, rows: changed.map((ticket) => rowBy(ticket, at)), door: 'cases' })
      if (changed.length > 0) alive = alive.filter((ticket) => isAlive(ticket, at))
    },
  }
}

/** Something is still to be done to it. */
function isAlive({ steps }: SimulatedTicket, now: number): boolean {
  return (steps.at(-1)?.at ?? 0) > now
}
