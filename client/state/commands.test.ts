import { expect, it } from 'vitest'
import type { CommandAnswer } from '#contract/command.ts'
import { createCommands, SAME_PRESS_MS } from './commands.ts'

const ORDER = { title: '封闭隧道', slaMinutes: 20 }
const LOST = Object.assign(new Error('no line'), { code: 'unreachable' })

it('gives an order once where its answer was lost on the way and it is pressed again', async () => {
  const { record, commands, loseAnswers } = office()
  loseAnswers(true)
  await expect(commands.send('/api/orders', ORDER)).rejects.toBe(LOST)
  await expect(commands.send('/api/orders', ORDER)).rejects.toBe(LOST)
  loseAnswers(false)
  const answer = await commands.send('/api/orders', ORDER)
  expect([...record.values()]).toEqual([answer])
})

it('gives two where somebody wants two: each was answered before the next', async () => {
  const { record, commands } = office()
  await commands.send('/api/orders', ORDER)
  await commands.send('/api/orders', ORDER)
  expect(record.size).toBe(2)
})

it('gives an order once where a hand clicks twice', async () => {
  const { record, commands } = office()
  const [one, other] = await Promise.all([commands.send('/api/orders', ORDER), commands.send('/api/orders', ORDER)])
  expect([...record.values()]).toEqual([one])
  expect(other).toEqual(one)
})

it('takes something else, and the same after a while, for another press', async () => {
  const { record, commands, loseAnswers, later } = office()
  loseAnswers(true)
  await expect(commands.send('/api/orders', ORDER)).rejects.toBe(LOST)
  loseAnswers(false)
  await commands.send('/api/orders', { ...ORDER, slaMinutes: 30 })
  expect(record.size).toBe(2)
  later(SAME_PRESS_MS + 1)
  await commands.send('/api/orders', ORDER)
  expect(record.size).toBe(3)
})

/** A desk, and a server that does each command once by its id, whose answers may be lost on the way. */
function office() {
  const record = new Map<string, CommandAnswer>()
  let isLosing = false
  let at = 0
  let ids = 0
  const commands = createCommands({
    post: async (_path, body) => {
      const { commandId } = body as { readonly commandId: string }
      const answer = record.get(commandId) ?? { id: `o${record.size}`, revision: record.size + 1 }
      record.set(commandId, answer)
      if (isLosing) throw LOST
      return answer
    },
    newId: () => `press-${ids++}`,
    device: 'desk',
    now: () => at,
  })
  return {
    record,
    commands,
    loseAnswers: (isLost: boolean) => {
      isLosing = isLost
    },
    later: (ms: number) => {
      at += ms
    },
  }
}
