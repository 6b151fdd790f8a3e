import { expect, it } from 'vitest'
import { CallRefused } from '../../access/call.ts'
import { sendKept } from './send-kept.ts'

const command = { commandId: 'command-1', path: '/api/orders/o/acknowledge', body: {}, verb: 'order.acknowledge' }
const refusing = (code: string, status: number) => ({ send: () => Promise.reject(new CallRefused(code, status)) })

it.each([
  ['unreachable', 0],
  ['access/sign-in-needed', 401],
  ['record/unavailable', 503],
  ['http/500', 500],
  ['http/502', 502],
])('keeps for later what %s says nothing of', async (code, status) => {
  expect(await sendKept(refusing(code, status), command)).toEqual({ kind: 'later' })
})

it('tells a mistake of the server apart: it may never get over it', async () => {
  expect(await sendKept(refusing('server/fault', 500), command)).toEqual({ kind: 'fault', code: 'server/fault' })
})

it('takes a refusal of the command itself for final, and says which', async () => {
  expect(await sendKept(refusing('order/stage', 409), command)).toEqual({ kind: 'refused', code: 'order/stage' })
})

it('sends the command under the name of its press', async () => {
  const sent: unknown[] = []
  const commands = {
    send: async (...call: unknown[]) => {
      sent.push(call)
      return { id: 'o', revision: 7 }
    },
  }
  expect(await sendKept(commands, command)).toEqual({ kind: 'delivered', revision: 7 })
  expect(sent).toEqual([['/api/orders/o/acknowledge', {}, 'command-1']])
})
