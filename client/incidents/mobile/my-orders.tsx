import type { ReactNode } from 'react'
import { useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { inOrderOfWork, isWorking, type OrderMatter, orderDue } from '../../state/orders.ts'
import { useOutbox } from '../field/field-kit.ts'
import { shownName } from '../log-sentence.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { Track } from '../parts/track.tsx'
import { useMyOrders } from '../use-my-orders.ts'
import { useWords } from '../use-words.ts'
import { AnswerBar } from './answer-bar.tsx'
import { FieldHead } from './field-head.tsx'
import { Kept } from './kept.tsx'

/** My orders as cards: what is overdue first, each with its clock and, for the first of them, the answer under the thumb. */
export function MyOrders({ end }: { readonly end: ReactNode }) {
  const w = useWords()
  const refusal = useRefusalWords()
  const now = useNow(1_000)
  const { followed, mine, others } = useMyOrders()
  const rows = inOrderOfWork(mine, now)
  const [first] = rows
  return (
    <>
      <FieldHead
        title={w('mine.title')}
        note={mine.length > 0 ? String(mine.filter(({ state }) => isWorking(state)).length) : undefined}
      >
        {end}
      </FieldHead>
      <main id="content" className="field-main" tabIndex={-1}>
        {followed.kind === 'refused' && <p className="nothing">{w('incidents.refused', { reason: refusal(followed.code) })}</p>}
        {followed.kind === 'waiting' && <p className="nothing hatched">{w('incidents.waiting')}</p>}
        {followed.kind === 'following' && rows.length === 0 && <p className="nothing">{w('mine.none')}</p>}
        <ul>
          {rows.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} now={now} />
            </li>
          ))}
        </ul>
        {others > 0 && <p className="nothing">{w('mine.rest', { n: others })}</p>}
      </main>
      {first && isWorking(first.state) && <AnswerBar order={first} isNamed />}
    </>
  )
}

function OrderCard({ order, now }: { readonly order: OrderMatter; readonly now: number }) {
  const w = useWords()
  const format = useFormat()
  const { begin } = usePlace()
  const { entries } = useOutbox()
  const { state } = order
  const due = orderDue(state, now)
  const waiting = entries.filter(({ command, fate }) => command.matter === order.id && fate.kind !== 'delivered')
  return (
    <button
      type="button"
      className={`field-card${due.kind === 'over' ? ' is-over' : ''}`}
      onClick={() => begin(`orders/${order.id}`)}
    >
      <span className="field-card-no fig">{state.seq ?? '·'}</span>
      <span className="field-card-words">
        <span className="field-card-title">{state.title}</span>
        <span className="soft field-small">{w('order.by', { name: shownName(state.by), time: format.time(order.openedAt) })}</span>
        <span className="field-card-track">
          <Track order={state} isLong />
          <DueMark due={due} />
        </span>
        {waiting.map((entry) => (
          <Kept key={entry.command.commandId} entry={entry} />
        ))}
      </span>
    </button>
  )
}
