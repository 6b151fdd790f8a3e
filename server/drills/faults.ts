import type { DrillFault, DrillStepOf } from '#contract/drill.ts'
import { breakingLine } from './breaking-line.ts'
import { Person } from './person.ts'
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

const FIELD = 'field'
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
    const pad = personOf(stage, FIELD)
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
    const pad = personOf(stage, FIELD)
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
    const [own] = [personOf(stage, 'duty-officer')]
    const { id } = await own.command('/api/orders', {
      ...{
        incident: stage.incident,
        term: (await theIncident(stage)).state.command.term,
        title: '断电前最后一条指令',
        slaMinutes: 30,
      },
      ...{ to: [{ kind: 'department', department: stage.city.departments[0] }], issue: true },
    })
    stage.wall.resetGap()
    const killed = performance.now()
    await stage.city.kill()
    await stage.city.start()
    await stage.wall.connected()
    await stage.city.tick()
    await until(() => stage.wall.longestGapMs > 0 && stage.wall.isConnected)
    stage.notes.kill = { acknowledged: [...acknowledged, id], gapMs: performance.now() - killed }
    return undefined
  },
  'second-server': async (stage) => {
    const { url, sentence } = await stage.city.startSecond(SECOND_PATIENCE_MS)
    let accepted = false
    if (url !== undefined) {
      const stranger = new Person({ ...{ id: 'second', name: '', token: '' }, url: () => url })
      accepted = await stranger.post('/api/incidents', {}).then(
        () => true,
        () => false,
      )
    }
    const own = personOf(stage, 'duty-officer')
    const firstGoesOn = await own
      .command(`/api/incidents/${stage.incident}/messages`, { text: '原主节点恢复，当前节点继续受理' })
      .then(
        () => true,
        () => false,
      )
    stage.city.endSecond()
    stage.notes.second = { accepted, sentence, firstGoesOn }
    return undefined
  },
}

/** As long as a second server is looked at, ms: it waits for the first to leave before it gives up. */
const SECOND_PATIENCE_MS = 6_000

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

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
