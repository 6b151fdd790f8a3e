/**
 * From the press of the button to the phone: orders are issued over HTTP at a whole server, and come to as many phones as are
 * connected, each a socket of its own in another process. Beside it, in the same breath, a plain answer of the same server.
 *
 *     npm run bench -- orders [--phones 500] [--orders 60] [--rounds 3] [--json] [--record]
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { issue, lead, signIn } from '../../orders/testing/signed-in.ts'
import { ServerProcess } from '../../testing/server-process.ts'
import { benchOptions } from '../result/bench-options.ts'
import { benchRow } from '../result/bench-row.ts'
import { concludeBench, sayProgress } from '../result/conclude-bench.ts'
import { quantile } from '../result/spread.ts'
import { type FromPhones, preciseNow } from './messages.ts'

/** Issued → on the phone, with so many connected, at the hundredth slowest. */
const PROMISED_MS = 500
const PLAIN = 'a plain answer of the same server'

const options = benchOptions({ phones: 500, orders: 60, rounds: 3 })
const { phones: count, orders, rounds } = options.settings

const server = await ServerProcess.prepare({ LOG_LEVEL: 'fatal', HUB: 'simulated' })
let phones: ChildProcess | undefined
try {
  await server.start()
  const [chief, responder] = await Promise.all([signIn(server.url, 'commander'), signIn(server.url, 'field-responder')])
  const incident = await lead(chief)
  sayProgress(`${count} phones connect`)
  phones = fork(join(import.meta.dirname, 'phones.ts'), [server.url, responder.cookie, `${count}`])
  await heard(phones, (message) => message.kind === 'following')

  const came: number[][] = []
  const last: number[][] = []
  const acknowledged: number[][] = []
  const plain: number[][] = []
  for (let round = 0; round < rounds; round++) {
    sayProgress(`round ${round + 1} of ${rounds}`)
    const [waits, slowest, answers, asked]: [number[], number[], number[], number[]] = [[], [], [], []]
    for (let turn = 0; turn < orders; turn++) {
      const number = round * orders + turn
      const arrival = heard(phones, (message) => message.kind === 'came' && message.title === `令 ${number}`)
      const pressedAt = preciseNow()
      await issue(chief, incident, number)
      answers.push(preciseNow() - pressedAt)
      const message = await arrival
      const took = message.kind === 'came' ? message.at.map((at) => at - pressedAt) : []
      waits.push(...took)
      slowest.push(Math.max(...took))
      const askedAt = preciseNow()
      await (await fetch(`${server.url}/healthz`)).text()
      asked.push(preciseNow() - askedAt)
    }
    came.push(waits)
    last.push(slowest)
    acknowledged.push(answers)
    plain.push(asked)
  }
  const row = (measure: string, share: number, values: readonly (readonly number[])[], isPromised = false) =>
    benchRow({
      ...{ measure: `${measure}, p${share * 100}`, unit: 'ms', values: values.map((round) => quantile(round, share)) },
      baseline: { name: PLAIN, values: plain.map((round) => quantile(round, share)) },
      at: { of: 'phones connected', value: count },
      ...(isPromised && { target: { of: 'figure', is: 'at most', value: PROMISED_MS } as const }),
    })
  concludeBench('orders', options, {
    rows: [
      row('issued until on a phone', 0.5, came),
      row('issued until on a phone', 0.99, came, true),
      row('issued until on the last of all phones', 0.99, last),
      row('issued until acknowledged to the sender', 0.99, acknowledged),
    ],
    notes: [
      'Everything runs on one machine over loopback: server, database, phones and whoever presses the button share its cores.',
      'One order is issued after the other; each comes to every phone, since all of them belong to one addressee.',
    ],
  })
} finally {
  phones?.kill()
  await server.remove()
}

/** The next message of the phones that is meant. Rejects when they end before it. */
async function heard(child: ChildProcess, isMeant: (message: FromPhones) => boolean): Promise<FromPhones> {
  const ending = new AbortController()
  const ended = once(child, 'exit', { signal: ending.signal }).then(() => {
    throw new Error('the phones ended')
  })
  try {
    for (;;) {
      const [message] = (await Promise.race([once(child, 'message', { signal: ending.signal }), ended])) as [FromPhones]
      if (isMeant(message)) return message
    }
  } finally {
    ending.abort()
    ended.catch(() => undefined)
  }
}
