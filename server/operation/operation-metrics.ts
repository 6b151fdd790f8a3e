import { Gauge, type Registry } from 'prom-client'
import type { MatterKind } from '#contract/matter.ts'
import type { OrderState } from '#contract/order.ts'
import type { WorkName, Works } from '../clock/works.ts'
import type { MatterBook } from '../matters/matter-book.ts'
import type { RecordState } from './record-state.ts'

export interface OperationMetricsParts {
  readonly registry: Registry
  readonly record: () => Promise<RecordState | undefined>
  readonly book: Pick<MatterBook, 'open'>
  readonly works: Pick<Works, 'waiting'>
  readonly socketKinds: () => Readonly<Record<string, number>>
  now(): number
}

const MATTERS = {
  guanlan_alarms_open: ['alarm', 'Alarms that stand.'],
  guanlan_incidents_open: ['incident', 'Incidents that are not closed.'],
  guanlan_orders_open: ['order', 'Orders that are not answered for.'],
} as const satisfies Record<string, readonly [MatterKind, string]>

/** Measures what people deal with, who is connected, and what the record says of itself, whenever somebody asks for /metrics. */
export function measureOperation({ registry, record, book, works, socketKinds, now }: OperationMetricsParts): void {
  const registers = [registry]
  for (const [name, [kind, help]] of Object.entries(MATTERS)) {
    const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(book.open(kind).length) })
  }
  const overdue: Gauge = new Gauge({
    ...{ name: 'guanlan_orders_overdue', help: 'Orders that are not answered for and whose time is up.', registers },
    collect: () => overdue.set(book.open('order').filter(({ state }) => isOverdue(state as OrderState, now())).length),
  })
  const waits: Gauge<'work'> = new Gauge({
    ...{ name: 'guanlan_work_waiting_seconds', labelNames: ['work'], registers },
    help: 'How long what the product does by itself should have been done and was not; 0 where it was, or another server does it.',
    collect: () => {
      waits.reset()
      for (const { name, ms } of works.waiting()) waits.set({ work: name satisfies WorkName }, ms / 1000)
    },
  })
  const kinds: Gauge<'kind'> = new Gauge({
    ...{ name: 'guanlan_live_sockets_by_kind', help: 'Connected sockets by who is behind them.', labelNames: ['kind'], registers },
    collect: () => {
      kinds.reset()
      for (const [kind, count] of Object.entries(socketKinds())) kinds.set({ kind }, count)
    },
  })
  const figures = {
    guanlan_record_bytes: ['What the database takes on its disk.', (state: RecordState) => state.bytes],
    guanlan_batches_unrolled: ['Batches acknowledged and not in the figures yet.', (state: RecordState) => state.unrolled],
    guanlan_notices_waiting: ['Notices of alarms that wait to be sent.', (state: RecordState) => state.waitingNotices],
    guanlan_notice_oldest_seconds: [
      'How long the oldest notice waits; 0 when none does.',
      (state: RecordState) => (state.oldestNoticeAt === null ? 0 : (now() - state.oldestNoticeAt) / 1000),
    ],
    guanlan_backup_age_seconds: [
      'How long ago the last backup was made; not there when none ever was.',
      (state: RecordState) => (state.lastBackup === null ? undefined : (now() - state.lastBackup.at) / 1000),
    ],
  } as const
  for (const [name, [help, read]] of Object.entries(figures)) {
    const gauge: Gauge = new Gauge({
      ...{ name, help, registers },
      collect: async () => {
        const state = await record()
        const value = state && read(state)
        if (value === undefined) gauge.remove()
        else gauge.set(value)
      },
    })
  }
  const connections: Gauge<'state'> = new Gauge({
    ...{
      name: 'guanlan_database_connections',
      help: 'Connections to the database by what they do.',
      labelNames: ['state'],
      registers,
    },
    collect: async () => {
      connections.reset()
      for (const [state, count] of Object.entries((await record())?.connections ?? {})) connections.set({ state }, count)
    },
  })
}

function isOverdue({ dueAt }: Pick<OrderState, 'dueAt'>, now: number): boolean {
  return dueAt !== undefined && dueAt < now
}
