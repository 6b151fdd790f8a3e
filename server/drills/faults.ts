import { setTimeout as pause } from 'node:timers/promises'
import type { CommandAnswer } from '#contract/command.ts'
import type { DrillFault, DrillStepOf } from '#contract/drill.ts'
import { breakingLine } from './breaking-line.ts'
import type { Person } from './person.ts'
import { slowScreen } from './slow-screen.ts'
import { elapsed, ordersOf, personOf, type Stage, theIncident } from './stage.ts'

type Fault = DrillStepOf<'fault'>

/** Something that is to be done when a fault is over. */
export interface FaultUnderWay {
  /** Seconds of the drill. */
  readonly endsAt: number
  end(): Promise<void>
}

/** Lets something fail. Resolves to what is to be done when it is over, if anything is. */
export function fail(stage: Stage, fault: Fault): Promise<FaultUnderWay | undefined> {
  return FAIL[fault.fault](stage, fault)
}

/** The player with the pad: the field commander, or whoever is on duty where there is none. */
const padOf = (stage: Stage) => personOf(stage, stage.persons.has('field') ? 'field' : 'duty-officer')
const PAD_ORDERS = 10

const FAIL: Readonly<Record<DrillFault, (stage: Stage, fault: Fault) => Promise<FaultUnderWay | undefined>>> = {
  /** The feed itself reads it in the script of the drill. */
  silence: async (stage, { target }) => {
    noteFigures(stage, prefixOf(target))
    return undefined
  },
  'bad-values': feedFault,
  'duplicates-out-of-order': feedFault,
  /** The pad queues what is pressed, and sends it when it has a network again. */
  offline: async (stage, fault) => {
    const pad = padOf(stage)
    const path = `/api/incidents/${stage.incident}/messages`
    const queued = ['断网前方：积水仍在上涨', '断网前方：已转移18人', '断网前方：请求增派冲锋舟'].map((text) => ({
      ...{ commandId: pad.nextCommandId(), text },
    }))
    return {
      endsAt: elapsed(stage) + fault.for,
      end: async () => {
        const answered: string[] = []
        for (const { commandId, text } of queued) answered.push((await pad.command(path, { text }, commandId)).id)
        stage.notes.offline = { queued: queued.length, answered }
      },
    }
  },
  /** The pad gives orders over a line that breaks again and again, before and after the server has them. */
  loss: async (stage) => {
    const pad = padOf(stage)
    const line = await breakingLine(new URL(stage.city.url), 0.3)
    const { state } = await theIncident(stage)
    const sent: string[] = []
    const answers: string[] = []
    for (let number = 1; number <= PAD_ORDERS; number++) {
      const title = `弱网指令 ${number}`
      const body = {
        ...{ commandId: pad.nextCommandId(), device: 'bot-pad', incident: stage.incident, term: state.command.term, title },
        ...{ to: [{ kind: 'person', id: personOf(stage, 'duty-officer').id }], slaMinutes: 60, issue: true },
      }
      sent.push(title)
      answers.push((await pad.post<{ readonly id: string }>('/api/orders', body, line.url)).id)
    }
    stage.notes.pad = { sent, answers, broken: line.broken() }
    await line.close()
    return undefined
  },
  'slow-reader': async (stage) => {
    stage.notes.slow = await slowScreen(stage)
    return undefined
  },
  kill: async (stage) => {
    const acknowledged = (await ordersOf(stage)).map(({ id }) => id)
    const own = personOf(stage, 'duty-officer')
    acknowledged.push(await order(stage, own, '断电前最后一条指令'))
    const before = await stage.city.lead()
    stage.wall.resetGap()
    await stage.city.kill()
    await until(async () => {
      await stage.city.tick()
      return stage.wall.isConnected && stage.wall.hasHeardSince()
    })
    const gapMs = stage.wall.longestGapMs
    acknowledged.push(await order(stage, own, '切换后第一条指令'))
    await until(async () => (await stage.city.lead())?.term !== before?.term)
    stage.notes.kill = { acknowledged, gapMs }
    return undefined
  },
  'second-server': async (stage) => {
    const before = await stage.city.lead()
    const url = await stage.city.join()
    const after = await stage.city.lead()
    const { revision } = (await (await fetch(`${url}/readyz`)).json()) as { readonly revision: number }
    const own = personOf(stage, 'duty-officer')
    const text = '原主节点恢复为备用节点'
    const commandId = own.nextCommandId()
    const path = `/api/incidents/${stage.incident}/messages`
    const throughSecond = await own.post<CommandAnswer>(path, { commandId, device: 'bot-second', text }, url)
    const throughFirst = await own.post<CommandAnswer>(path, { commandId, device: 'bot-second', text })
    stage.notes.second = {
      ...{ leads: after?.member !== before?.member || after?.term !== before?.term, isCaughtUp: revision > 0 },
      isOnce: throughFirst.revision === throughSecond.revision,
    }
    return undefined
  },
}

/** Gives an order, and returns its id once it is acknowledged. */
async function order(stage: Stage, person: Person, title: string): Promise<string> {
  const { state } = await theIncident(stage, person)
  const { id } = await person.command('/api/orders', {
    ...{ incident: stage.incident, term: state.command.term, title, slaMinutes: 30, issue: true },
    to: [{ kind: 'department', department: stage.city.departments[0] }],
  })
  return id
}

async function feedFault(stage: Stage, { target, fault, for: seconds }: Fault): Promise<undefined> {
  const prefix = prefixOf(target)
  noteFigures(stage, prefix)
  if (fault !== 'bad-values' && fault !== 'duplicates-out-of-order') return
  stage.feed.fail({ fault, prefix, until: stage.city.now() + seconds * 1000 })
}

function prefixOf(target: string): string {
  return `${target.replace(/^feed:/, '')}.`
}

/** Writes down how figures stand before their feed fails. */
function noteFigures({ wall, notes }: Stage, prefix: string): void {
  for (const [key, { metric, value }] of wall.figures) if (metric.startsWith(prefix)) notes.before.set(key, value)
}

/** Longest wait for the servers to sort things out among themselves, ms. */
const PATIENCE_MS = 60_000
const LOOK_MS = 50

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (performance.now() < end && !(await holds())) await pause(LOOK_MS)
}
