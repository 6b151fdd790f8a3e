import { afterEach, expect, it } from 'vitest'
import { Refusal } from '#contract/errors.ts'
import { NotLeading } from '../record/fence.ts'
import { RecordFault } from '../record/record-store.ts'
import { leaderOnly } from './leader-only.ts'
import { openPeerDoor, type PeerDoor } from './peer-door.ts'

const SECRET = 'a secret of the record'
const doors: PeerDoor[] = []
afterEach(async () => {
  for (const door of doors.splice(0)) await door.close()
})

it('is done here where this server leads', async () => {
  const double = leaderOnly('double', async (value: number) => 2 * value, { leadership: leadOf({ term: 1 }), secret: SECRET })
  expect(await double(21)).toBe(42)
})

it('is handed to the leader with all that is in it, and its answer comes back', async () => {
  const address = await leader({ echo: async (input: unknown) => input })
  const echo = leaderOnly('echo', neverHere, { leadership: leadOf({ address }), secret: SECRET })
  const rows = [{ value: Number.POSITIVE_INFINITY, time: '2026-09-08', nested: [null, undefined, 5e-324] }, 'not an object', 7]
  expect(await echo(rows)).toEqual(rows)
})

it.each([new Refusal('request/key-reused', 'Another body.'), new RecordFault('record/full')])(
  'throws here what was thrown there: %s',
  async (fault) => {
    const address = await leader({ work: () => Promise.reject(fault) })
    const work = leaderOnly('work', neverHere, { leadership: leadOf({ address }), secret: SECRET })
    await expect(work(1)).rejects.toMatchObject({ code: fault.code })
  },
)

it('goes to the next leader when the one before stands still, or does not lead by then', async () => {
  const leadership = leadOf({})
  leadership.address = await leader({ work: () => new Promise(() => undefined) })
  const done = leaderOnly('work', async () => 'here', { leadership, secret: SECRET })(1)
  leadership.newest = 2
  leadership.address = await leader({
    work: () => {
      leadership.own = 3
      return Promise.reject(new NotLeading())
    },
  })
  expect(await done).toBe('here')
})

it('is done for nobody who does not know the secret', async () => {
  let asked = 0
  const address = await leader({
    work: async () => {
      asked += 1
    },
  })
  const stranger = await fetch(`http://${address}/work`, { method: 'POST', body: 'x', headers: { 'guanlan-proof': 'ab' } })
  expect([stranger.status, asked]).toEqual([403, 0])
})

async function leader(works: Parameters<PeerDoor['open']>[0]): Promise<string> {
  const door = await openPeerDoor({ host: '127.0.0.1', port: 0 }, () => SECRET)
  doors.push(door)
  door.open(works)
  return door.address
}

function leadOf({ term, address }: { readonly term?: number; readonly address?: string }) {
  const lead = {
    ...{ own: term, address, newest: 1 },
    term: () => lead.own,
    leaderAddress: () => lead.address,
    newestTerm: () => lead.newest,
  }
  return lead
}

async function neverHere(): Promise<never> {
  throw new Error('this server does not lead')
}
