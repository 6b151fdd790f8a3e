import type { DrillPlayer } from '#contract/drill.ts'
import type { AnswerVerb, Happening } from '#contract/drill-run.ts'
import type { OrderState } from '#contract/order.ts'
import { CommandRefused, type Person } from './person.ts'
import { type Order, personOf, type Stage } from './stage.ts'

/** How soon a bot answers what it is given, seconds; how much of its time an order takes it. */
const DELIVERED_S = 5
const ACKNOWLEDGED_S = 60
const STARTED_S = 180
const DONE_SHARE = 0.6
const VERIFIED_S = 120

/** Something a bot will do, at a second of the drill. */
export interface Reaction {
  readonly at: number
  readonly player: string
  readonly what: string
  readonly happening: Happening
  run(): Promise<void>
}

/**
 * What whoever got an order does about it, in the end: it arrives, is acknowledged, begun and done, and whoever gave it looks at
 * the result. An order that nobody of the drill can answer is left as it is: that it was not answered is then seen.
 */
export function reactionsTo(stage: Stage, order: Order, now: number): readonly Reaction[] {
  const player = addresseeOf(stage, order.state)
  const issuer = [...stage.persons].find(([, person]) => person.id === order.state.by.id)?.[0]
  if (player === undefined) return []
  const doneAt = now + Math.max(STARTED_S + 30, (order.state.slaMs / 1000) * DONE_SHARE)
  const step = (at: number, verb: AnswerVerb, body: object = {}, who = player): Reaction => ({
    ...{ at, player: who, what: `${verb} ${order.state.title}` },
    happening: { at, kind: 'answer', player: who, verb, order: order.state.title },
    run: async () => {
      await answer(personOf(stage, who), `/api/orders/${order.id}/${verb}`, body)
    },
  })
  return [
    step(now + DELIVERED_S, 'delivered'),
    step(now + ACKNOWLEDGED_S, 'acknowledge'),
    step(now + STARTED_S, 'start'),
    step(doneAt, 'done', { text: '已完成' }),
    ...(issuer === undefined ? [] : [step(doneAt + VERIFIED_S, 'verify', { passed: true }, issuer)]),
  ]
}

/** An order may be over meanwhile, as in life; that is no fault of the drill. */
async function answer(person: Person, path: string, body: object): Promise<void> {
  try {
    await person.command(path, body)
  } catch (fault) {
    if (!(fault instanceof CommandRefused && fault.code === 'order/stage')) throw fault
  }
}

/** The player an order is addressed to. */
export function addresseeOf({ drill, persons }: Stage, { to }: OrderState): string | undefined {
  if (to.kind === 'person') return [...persons].find(([, person]) => person.id === to.person.id)?.[0]
  const isMeant = (player: DrillPlayer) =>
    to.kind === 'department' ? player.department === to.department : player.role === to.role && player.area === to.area
  return drill.players.find(isMeant)?.id
}
