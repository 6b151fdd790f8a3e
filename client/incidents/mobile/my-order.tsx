import { useEffect, useMemo, useRef } from 'react'
import { useNamedMatters } from '../../access/use-trial-names.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { useConnection, useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { type OrderMatter, orderDue } from '../../state/orders.ts'
import { useScreen } from '../../state/screen.ts'
import { useOutbox } from '../field/field-kit.ts'
import { shownName } from '../log-sentence.ts'
import { DueMark } from '../parts/due-mark.tsx'
import { Track } from '../parts/track.tsx'
import { useAddressee, useAreaName } from '../use-addressee.ts'
import { useHolder, useOpenIncidents, useOpenOrders } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { AnswerBar } from './answer-bar.tsx'
import { FieldHead } from './field-head.tsx'
import { Kept } from './kept.tsx'

/** One order in the hand: what to do in large words, its clock, what was said about it, and the answers under the thumb. */
export function MyOrder({ id }: { readonly id: string }) {
  const w = useWords()
  const followed = useNamedMatters(useMemo(() => ({ kind: 'order' as const, id }), [id]))
  const { orders } = useOpenOrders()
  // Without a line nobody answers for the single order: the list of open ones knows it as well.
  const order =
    followed.kind === 'following' ? (followed.matters[0] as OrderMatter | undefined) : orders.find((one) => one.id === id)
  useReadReceipt(order)
  if (order === undefined)
    return (
      <>
        <FieldHead title={w('mine.title')} back="orders" />
        <main id="content" className="field-main" tabIndex={-1}>
          <p className={`nothing${followed.kind === 'waiting' ? ' hatched' : ''}`}>
            {followed.kind === 'waiting' ? w('incidents.waiting') : w('mine.none')}
          </p>
        </main>
      </>
    )
  return <Order order={order} />
}

function Order({ order }: { readonly order: OrderMatter }) {
  const w = useWords()
  const format = useFormat()
  const now = useNow(1_000)
  const addressee = useAddressee()
  const areaName = useAreaName()
  const { begin } = usePlace()
  const { entries } = useOutbox()
  const { incidents } = useOpenIncidents()
  const { state } = order
  const incident = incidents.find(({ id }) => id === state.incident)
  const kept = entries.filter(({ command }) => command.matter === order.id)
  const place = state.place?.text ?? (state.place ? areaName(state.place.area) : undefined)
  return (
    <>
      <FieldHead title={state.seq === undefined ? w('mine.order') : w('mine.order.number', { n: state.seq })} back="orders" />
      <main id="content" className="field-main field-order" tabIndex={-1}>
        <h2>{state.title}</h2>
        <p className="soft">
          {w('order.by', { name: shownName(state.by), time: format.time(order.openedAt) })} ·{' '}
          {w('order.to.line', { to: addressee(state.to) })}
        </p>
        <div className="field-standing">
          <Track order={state} isLong />
          <DueMark due={orderDue(state, now)} />
        </div>
        {state.text !== undefined && <p className="field-text">{state.text}</p>}
        {place !== undefined && (
          <p>
            {w('order.place')} <span className="strong">{place}</span>
          </p>
        )}
        {state.target && (
          <p className="field-target">
            <span className="fig">{state.progress.findLast(({ value }) => value !== undefined)?.value ?? 0}</span>
            <span className="soft">
              {' '}
              / {state.target.amount} {state.target.unit}
            </span>
          </p>
        )}
        {state.progress.length > 0 && (
          <ol className="field-log">
            {[...state.progress].reverse().map(({ at, text, value, by, attachments }) => (
              <li key={at}>
                <span className="fig soft">{format.time(at)}</span>
                <span>
                  {[value, text].filter((one) => one !== undefined).join(' · ')}
                  <FileThumbs attachments={attachments} />
                </span>
                <span className="soft">{shownName(by)}</span>
              </li>
            ))}
          </ol>
        )}
        <FileThumbs attachments={state.outcome?.attachments} />
        {kept.length > 0 && (
          <section aria-label={w('outbox.title')} className="field-kept">
            {kept.map((entry) => (
              <Kept key={entry.command.commandId} entry={entry} />
            ))}
          </section>
        )}
        {incident && (
          <p>
            <span className="soft">{w('mine.order.incident')}</span>{' '}
            <button type="button" className="phase-press strong" onClick={() => begin(`incidents/${incident.id}`)}>
              {incident.state.title}
            </button>
          </p>
        )}
        <section aria-label={w('order.stamps')}>
          <h3 className="field-name">{w('order.stamps')}</h3>
          <ol className="field-log">
            {state.stamps.map(({ stage, at, by }) => (
              <li key={`${stage}-${at}`}>
                <span className="fig soft">{format.time(at)}</span>
                <span>{w(`stage.${stage}`)}</span>
                <span className="soft">{shownName(by)}</span>
              </li>
            ))}
          </ol>
        </section>
      </main>
      <AnswerBar order={order} />
    </>
  )
}

/** Says once that the order was read, while there is a line: an answer given later says it as well. */
function useReadReceipt(order: OrderMatter | undefined): void {
  const { commands } = useScreen()
  const { may } = useHolder()
  const isLive = useConnection().kind === 'live'
  const told = useRef<string>(undefined)
  const id = order?.id
  const isUnread = order?.state.stage === 'issued' || order?.state.stage === 'delivered'
  const mayAnswer = may('orders:answer')
  useEffect(() => {
    if (id === undefined || !isLive || !isUnread || !mayAnswer || told.current === id) return
    told.current = id
    commands.send(`/api/orders/${id}/read`).catch(() => undefined)
  }, [id, isLive, isUnread, mayAnswer, commands])
}
