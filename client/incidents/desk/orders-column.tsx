import { useState } from 'react'
import type { IncidentState } from '#contract/incident.ts'
import { Press } from '../../access/parts/press.tsx'
import { useNow } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { inOrderOfWork, type OrderMatter, orderCounts, orderDue, ROOM_STATIONS } from '../../state/orders.ts'
import { DueMark } from '../parts/due-mark.tsx'
import { Track } from '../parts/track.tsx'
import { useAddressee } from '../use-addressee.ts'
import { useHolder } from '../use-incidents.ts'
import { useRowKeys } from '../use-row-keys.ts'
import { useWords } from '../use-words.ts'
import { OrderDetails } from './order-details.tsx'
import { OrderForm } from './order-form.tsx'

interface OrdersColumnProps {
  readonly id: string
  readonly state: IncidentState
  readonly orders: readonly OrderMatter[]
  readonly followed: Followed
}

/** The board of orders: overdue first, each with its eight stations and its clock; J and K move, Enter opens, N writes a new one. */
export function OrdersColumn({ id, state, orders, followed }: OrdersColumnProps) {
  const w = useWords()
  const now = useNow(1_000)
  const { may } = useHolder()
  const [open, setOpen] = useState<string>()
  const [writing, setWriting] = useState<{ readonly replaces?: OrderMatter }>()
  const rows = inOrderOfWork(orders, now)
  const counts = orderCounts(orders, now)
  const mayIssue = may('orders:issue')
  const keys = useRowKeys(
    rows.length,
    (row) => setOpen(rows[row]?.id),
    (key) => {
      if (key !== 'n' || !mayIssue) return false
      setWriting({})
      return true
    },
  )
  const chosen = rows.find((one) => one.id === open)
  return (
    <section className="orders" aria-label={w('orders.title')}>
      <h2 className="block-head">
        {w('orders.title')}
        <span className="orders-counts">
          {counts.late > 0 && <span className="due-word">{w('orders.late', { n: counts.late })}</span>}
          {ROOM_STATIONS.map((station) => (
            <span key={station} className="soft">
              {w(`panel.station.${station}`)} <b className="fig">{counts.stations[station]}</b>
            </span>
          ))}
        </span>
      </h2>
      {rows.length === 0 && <p className="nothing">{w('orders.none')}</p>}
      <ul className="order-rows" {...keys.list}>
        {rows.map((order) => (
          <li key={order.id}>
            <OrderRow order={order} now={now} isOpen={order.id === open} onOpen={() => setOpen(order.id)} />
          </li>
        ))}
      </ul>
      <div className="orders-foot">
        <span className="soft">{w('orders.keys')}</span>
        {mayIssue && (
          <Press kind="primary" onPress={() => setWriting({})}>
            {w('orders.new')} <kbd>{w('orders.new.key')}</kbd>
          </Press>
        )}
      </div>
      {chosen && (
        <OrderDetails
          order={chosen}
          term={state.command.term}
          onReplace={() => {
            setOpen(undefined)
            setWriting({ replaces: chosen })
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {writing && (
        <OrderForm incident={{ id, state }} followed={followed} replaces={writing.replaces} onClose={() => setWriting(undefined)} />
      )}
    </section>
  )
}

function OrderRow({
  order: { state },
  now,
  isOpen,
  onOpen,
}: {
  readonly order: OrderMatter
  readonly now: number
  readonly isOpen: boolean
  onOpen(): void
}) {
  const addressee = useAddressee()
  const due = orderDue(state, now)
  return (
    <button type="button" className={`order-row${due.kind === 'over' ? ' is-over' : ''}`} aria-expanded={isOpen} onClick={onOpen}>
      <span className="order-no fig">{state.seq ?? '·'}</span>
      <span className="order-title">{state.title}</span>
      <DueMark due={due} />
      <span className="order-to soft one-line">{addressee(state.to)}</span>
      <Track order={state} />
    </button>
  )
}
