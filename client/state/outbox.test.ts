import { expect, it } from 'vitest'
import {
  type Delivery,
  type FileDelivery,
  MOST_FAULTS,
  type OutboxCommand,
  type OutboxEntry,
  type OutboxPorts,
  type OutboxShelf,
  openOutbox,
  SAME_TAP_MS,
  waitingCount,
} from './outbox.ts'

const command = (commandId: string, note = ''): OutboxCommand => ({
  commandId,
  path: `/api/orders/of-${commandId}/acknowledge`,
  body: { commandId },
  verb: 'order.acknowledge',
  note,
})

it('keeps commands pressed without a network over a restart, and sends them in the order they were pressed', async () => {
  const shelf = shelfInMemory()
  const first = await openOutbox(ports(shelf, async () => ({ kind: 'later' })))
  await first.add(command('command-1'))
  await first.add(command('command-2'))
  await first.flush()
  expect(waitingCount(first.getState())).toBe(2)

  const sent: string[] = []
  const second = await openOutbox(
    ports(shelf, async ({ commandId }) => {
      sent.push(commandId)
      return { kind: 'delivered', revision: sent.length }
    }),
  )
  expect(waitingCount(second.getState())).toBe(2)
  await second.flush()
  expect(sent).toEqual(['command-1', 'command-2'])
  expect(second.getState().entries.map(({ fate }) => fate.kind)).toEqual(['delivered', 'delivered'])
})

it('shows a refusal by its code, keeps it until it was seen, and goes on with the next', async () => {
  const shelf = shelfInMemory()
  const outbox = await openOutbox(
    ports(shelf, async ({ commandId }) =>
      commandId === 'command-1' ? { kind: 'refused', code: 'order/closed' } : { kind: 'delivered', revision: 9 },
    ),
  )
  await outbox.add(command('command-1'))
  await outbox.add(command('command-2'))
  await outbox.flush()
  expect(outbox.getState().entries.map(({ fate }) => fate.kind)).toEqual(['refused', 'delivered'])
  const again = await openOutbox(ports(shelf, async () => ({ kind: 'later' })))
  expect(again.getState().entries[0]?.fate).toMatchObject({ kind: 'refused', code: 'order/closed' })
  await again.dismiss('command-1')
  expect((await shelf.read()).map(({ command: { commandId } }) => commandId)).toEqual(['command-2'])
})

it('refuses by name what the server fails at time and again, however long there was no network, and sends what waits behind it', async () => {
  let answer: Delivery = { kind: 'later' }
  const outbox = await openOutbox(
    ports(shelfInMemory(), async ({ commandId }) => (commandId === 'command-1' ? answer : { kind: 'delivered', revision: 9 })),
  )
  await outbox.add(command('command-1'))
  await outbox.add(command('command-2'))
  const flushes = async (times: number) => {
    for (let time = 0; time < times; time += 1) await outbox.flush()
  }
  await flushes(50)
  answer = { kind: 'fault', code: 'server/fault' }
  await flushes(MOST_FAULTS - 1)
  expect(outbox.getState().entries.map(({ fate }) => fate.kind)).toEqual(['waiting', 'waiting'])
  await flushes(1)
  expect(outbox.getState().entries.map(({ fate }) => fate)).toMatchObject([
    { kind: 'refused', code: 'server/fault' },
    { kind: 'delivered' },
  ])
})

it('sends once what a wet thumb tapped twice, and twice what was pressed twice', async () => {
  const sent: string[] = []
  let at = 1_000
  const outbox = await openOutbox({
    ...ports(shelfInMemory(), async ({ commandId }) => {
      sent.push(commandId)
      return { kind: 'delivered', revision: 9 }
    }),
    now: () => at,
  })
  const said = (commandId: string): OutboxCommand => ({ ...command(commandId), path: '/api/incidents/i1/messages' })
  await Promise.all([outbox.add(said('tap-1')), outbox.add(said('tap-2'))])
  at += SAME_TAP_MS + 1
  await outbox.add(said('press-2'))
  await outbox.flush()
  expect(sent).toEqual(['tap-1', 'press-2'])
})

it('lets nothing overtake what cannot get through', async () => {
  const tried: string[] = []
  const outbox = await openOutbox(
    ports(shelfInMemory(), async ({ commandId }) => {
      tried.push(commandId)
      return { kind: 'later' }
    }),
  )
  await outbox.add(command('command-1'))
  await outbox.flush()
  await outbox.add(command('command-2'))
  await outbox.flush()
  expect(new Set(tried)).toEqual(new Set(['command-1']))
})

it('takes back only what was never tried: the rest may already be in the record', async () => {
  const outbox = await openOutbox({ ...ports(shelfInMemory(), async () => ({ kind: 'later' })), alone: async () => {} })
  await outbox.add(command('command-1'))
  expect(await outbox.withdraw('command-1')).toBe(true)
  const tried = await openOutbox(ports(shelfInMemory(), async () => ({ kind: 'later' })))
  await tried.add(command('command-2'))
  await tried.flush()
  expect(await tried.withdraw('command-2')).toBe(false)
  expect(waitingCount(tried.getState())).toBe(1)
})

it('neither shows nor sends what another person left on the device, and does not lose it', async () => {
  const shelf = shelfInMemory()
  const theirs = await openOutbox({ ...ports(shelf, async () => ({ kind: 'later' })), account: 'lin' })
  await theirs.add(command('command-1'))
  await theirs.flush()
  const mine = await openOutbox(ports(shelf, async () => ({ kind: 'delivered', revision: 1 })))
  await mine.flush()
  expect(mine.getState().entries).toEqual([])
  expect(await shelf.read()).toHaveLength(1)
})

it('sends photos before the report that shows them, each once however bad the line is, and lets go of them then', async () => {
  const shelf = shelfInMemory()
  const [first, second] = [photo('photo-1'), photo('photo-2')]
  const lost = await openOutbox({
    ...ports(shelf, async () => ({ kind: 'delivered', revision: 1 })),
    sendFile: async (bytes) => (bytes === first.bytes ? sentAs('first') : { kind: 'later' }),
  })
  await lost.add({ ...command('command-1'), files: [first.file, second.file] }, bytesOf(first, second))
  await lost.add(command('command-2'))
  await lost.flush()
  expect(waitingCount(lost.getState())).toBe(2)

  const sent: unknown[] = []
  const uploaded: Blob[] = []
  const again = await openOutbox({
    ...ports(shelf, async ({ commandId, body }) => {
      sent.push([commandId, body.attachments])
      return { kind: 'delivered', revision: 1 }
    }),
    sendFile: async (bytes) => {
      uploaded.push(bytes)
      return sentAs('second')
    },
  })
  await again.flush()
  expect(uploaded).toEqual([second.bytes])
  const attachments = [
    { id: 'first', kind: 'photo' },
    { id: 'second', kind: 'photo' },
  ]
  expect(sent).toEqual([
    ['command-1', attachments],
    ['command-2', undefined],
  ])
  expect(await again.bytes('photo-1')).toBeUndefined()
})

it('says of a report whose photo was refused that it was refused, and keeps the photo until that was seen', async () => {
  const shelf = shelfInMemory()
  const only = photo('photo-1')
  const outbox = await openOutbox({
    ...ports(shelf, async () => ({ kind: 'delivered', revision: 1 })),
    sendFile: async () => ({ kind: 'refused', code: 'file/too-large' }),
  })
  await outbox.add({ ...command('command-1'), files: [only.file] }, bytesOf(only))
  await outbox.add(command('command-2'))
  await outbox.flush()
  expect(outbox.getState().entries.map(({ fate }) => fate)).toMatchObject([
    { kind: 'refused', code: 'file/too-large' },
    { kind: 'delivered' },
  ])
  expect(await outbox.bytes('photo-1')).toBe(only.bytes)
  await outbox.dismiss('command-1')
  expect(await outbox.bytes('photo-1')).toBeUndefined()
})

function photo(key: string) {
  const bytes = new Blob([key], { type: 'image/jpeg' })
  return { file: { key, kind: 'photo' as const, size: bytes.size }, bytes }
}

function bytesOf(...photos: readonly ReturnType<typeof photo>[]) {
  return new Map(photos.map(({ file, bytes }) => [file.key, bytes]))
}

function sentAs(id: string): FileDelivery {
  return { kind: 'sent', attachment: { id, kind: 'photo' } }
}

function ports(shelf: OutboxShelf, send: (command: OutboxCommand) => Promise<Delivery>): OutboxPorts {
  const sendFile = async () => sentAs('file')
  return { shelf, account: 'wang', send, sendFile, alone: (work: () => Promise<void>) => work(), now: () => 1_000 }
}

function shelfInMemory(): OutboxShelf {
  const kept = new Map<string, OutboxEntry>()
  const files = new Map<string, Blob>()
  return {
    read: async () => [...kept.values()],
    put: async (entry, bytes = new Map()) => {
      for (const [key, blob] of bytes) files.set(key, blob)
      kept.set(entry.command.commandId, entry)
    },
    bytes: async (key) => files.get(key),
    forget: async (keys) => {
      for (const key of keys) files.delete(key)
    },
    remove: async (commandId) => {
      kept.delete(commandId)
    },
  }
}
