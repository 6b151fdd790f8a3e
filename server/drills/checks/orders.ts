import { addresseeOf } from '../responders.ts'
import { ordersOf } from '../stage.ts'
import { found, type Look, yes } from './check.ts'

export const ordersAcknowledged: Look<'orders-acknowledged'> = async ({ title, count }, { stage }) => {
  const orders = (await ordersOf(stage)).filter(({ state }) => state.title === title)
  const isTaken = ({ state }: (typeof orders)[number]) => state.stamps.some((stamp) => stamp.stage === 'acknowledged')
  const missing = orders
    .filter((order) => !isTaken(order))
    .map(({ state }) => addresseeOf(stage, state) ?? JSON.stringify(state.to))
  return found(
    orders.length === count && missing.length === 0,
    `${orders.length - missing.length} of ${orders.length} acknowledged; not yet: ${missing.slice(0, 5).join(', ') || 'none'}`,
    `共 ${orders.length} 条，已签收 ${orders.length - missing.length} 条；未签收：${missing.slice(0, 5).join('、') || '无'}`,
  )
}

export const survivesKill: Look<'survives-kill'> = async ({ gapSeconds }, { stage }) => {
  const { kill } = stage.notes
  if (!kill) return found(false, 'nothing was killed yet', '还没有断电')
  const orders = await ordersOf(stage)
  const ids = orders.map(({ id }) => id)
  const lost = kill.acknowledged.filter((id) => !ids.includes(id))
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  const seconds = kill.gapMs / 1000
  return found(
    lost.length === 0 && twice.length === 0 && seconds <= gapSeconds && kill.acknowledged.length > 0,
    `${kill.acknowledged.length} orders acknowledged before, ${lost.length} lost, ${twice.length} twice; the wall was dark for ${seconds.toFixed(1)} s`,
    `断电前已确认指令 ${kill.acknowledged.length} 条，丢失 ${lost.length} 条，重复 ${twice.length} 条；大屏中断 ${seconds.toFixed(1)} 秒`,
  )
}

export const oneWriter: Look<'one-writer'> = async (_check, { stage }) => {
  const { second } = stage.notes
  if (!second) return found(false, 'no server joined yet', '还没有服务器接入')
  const seqs = (await ordersOf(stage)).map(({ state }) => state.seq)
  const isOneOrder = seqs.every((seq, index) => seq === index + 1)
  return found(
    !second.leads && second.isCaughtUp && second.isOnce && isOneOrder,
    `the server that came back leads: ${second.leads}; it is caught up: ${second.isCaughtUp}; a command sent through both counts once: ${second.isOnce}; orders in one sequence: ${isOneOrder}`,
    `重新接入的服务器为主：${yes(second.leads)}；已追平：${yes(second.isCaughtUp)}；经两台下达只计一次：${yes(second.isOnce)}；指令编号连续：${yes(isOneOrder)}`,
  )
}

export const commandsOnce: Look<'commands-once'> = async (_check, { stage }) => {
  const { pad } = stage.notes
  if (!pad) return found(false, 'the pad gave no orders yet', '平板还没有下达指令')
  const recorded = (await ordersOf(stage)).filter(({ state }) => pad.sent.includes(state.title)).map(({ state }) => state.title)
  const isSame = JSON.stringify(recorded) === JSON.stringify(pad.sent) && new Set(pad.answers).size === pad.sent.length
  return found(
    isSame && pad.broken > 0,
    `${pad.sent.length} given, ${pad.broken} requests broke, ${recorded.length} in the record, in order: ${isSame}`,
    `下达 ${pad.sent.length} 条，中断请求 ${pad.broken} 次，记录 ${recorded.length} 条，顺序一致：${yes(isSame)}`,
  )
}
