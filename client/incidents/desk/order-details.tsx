import { useMemo, useState } from 'react'
import { Dialog } from '../../access/parts/dialog.tsx'
import { Press } from '../../access/parts/press.tsx'
import { useNamedMatters } from '../../access/use-trial-names.ts'
import { FileThumbs } from '../../files/file-thumbs.tsx'
import { useFormat, useNow } from '../../state/hooks.ts'
import { isWorking, type OrderMatter, orderDue } from '../../state/orders.ts'
import { useCommand } from '../../state/use-matters.ts'
import { shownName } from '../log-sentence.ts'
import { Ask } from '../parts/ask.tsx'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { Track } from '../parts/track.tsx'
import { useAddressee } from '../use-addressee.ts'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'

export interface OrderDetailsProps {
  readonly order: OrderMatter
  readonly term: number
  onReplace(): void
  onClose(): void
}

/** One order with everything that happened to it: every stamp with its person and device, feedback, result; and its verbs. */
export function OrderDetails({ order, term, onReplace, onClose }: OrderDetailsProps) {
  const w = useWords()
  const format = useFormat()
  const addressee = useAddressee()
  const now = useNow(1_000)
  const { may } = useHolder()
  const followed = useNamedMatters(useMemo(() => ({ kind: 'order' as const, id: order.id }), [order.id]))
  const { command, send } = useCommand(followed)
  const [asking, setAsking] = useState<'withdraw' | 'return'>()
  const state = (followed.kind === 'following' ? (followed.matters[0] as OrderMatter | undefined)?.state : undefined) ?? order.state
  const isJudged = state.stage === 'done' || state.stage === 'failed' || state.stage === 'refused'
  return (
    <Dialog title={`${w('order.number', { n: state.seq ?? 0 })} ${state.title}`} onClose={onClose} isDrawer>
      <div className="order-details">
        <div className="order-standing">
          <Track order={state} isLong />
          <DueMark due={orderDue(state, now)} />
        </div>
        <p>
          {w('order.to.line', { to: addressee(state.to) })}
          <br />
          <span className="soft">{w('order.by', { name: shownName(state.by), time: format.time(order.openedAt) })}</span>
        </p>
        {state.text !== undefined && <p className="order-text">{state.text}</p>}
        {state.place?.text !== undefined && (
          <p className="soft">
            {w('order.place')} {state.place.text}
          </p>
        )}
        {state.escalated.map(({ step, at }) => (
          <p key={step} className="strong">
            {w(`order.escalated.${step}`)} <span className="fig soft">{format.time(at)}</span>
          </p>
        ))}
        <h3 className="block-head">{w('order.stamps')}</h3>
        <ol className="rows">
          {state.stamps.map(({ stage, at, by, device }) => (
            <li key={`${stage}-${at}`} className="stamp">
              <time className="fig soft" dateTime={new Date(at).toISOString()}>
                {format.seconds(at)}
              </time>
              <span className="strong">{w(`stage.${stage}`)}</span>
              <span className="soft">
                {device === undefined ? shownName(by) : w('order.device', { name: shownName(by), device: shortDevice(device) })}
              </span>
            </li>
          ))}
        </ol>
        {state.devices.length > 0 && <p className="soft">{w('order.devices', { n: state.devices.length })}</p>}
        <h3 className="block-head">{w('order.feedback')}</h3>
        {state.progress.length === 0 && !state.outcome && <p className="nothing">{w('order.no-feedback')}</p>}
        <ol className="rows">
          {[...state.progress].reverse().map(({ at, by, text, value, asks, attachments }) => (
            <li key={at} className="stamp">
              <time className="fig soft" dateTime={new Date(at).toISOString()}>
                {format.time(at)}
              </time>
              <span>
                {[value !== undefined && state.target ? `${value}/${state.target.amount} ${state.target.unit}` : '', text ?? '']
                  .filter(Boolean)
                  .join(' · ')}
                {asks !== undefined && <strong>{` ${w('order.asks')}：${asks}`}</strong>}
                <FileThumbs attachments={attachments} />
              </span>
              <span className="soft">{shownName(by)}</span>
            </li>
          ))}
        </ol>
        {state.outcome && (
          <p className="order-text">
            {w('order.outcome')}：{w(`stage.${state.outcome.how}`)} {state.outcome.text}
          </p>
        )}
        <FileThumbs attachments={state.outcome?.attachments} />
        {state.supersededBy !== undefined && <p className="strong">{w('order.superseded')}</p>}
        <CommandState command={command} />
        <div className="block-presses">
          {may('orders:verify') && isJudged && (
            <>
              <Press
                kind="primary"
                isBusy={isUnderWay(command)}
                onPress={() => void send(`/api/orders/${order.id}/verify`, { passed: true })}
              >
                {w('order.verify')}
              </Press>
              {state.stage === 'done' && <Press onPress={() => setAsking('return')}>{w('order.return')}</Press>}
            </>
          )}
          {may('orders:issue') && isWorking(state) && (
            <>
              <Press onPress={onReplace}>{w('order.replace')}</Press>
              <Press onPress={() => setAsking('withdraw')}>{w('order.withdraw')}</Press>
            </>
          )}
        </div>
      </div>
      {asking && <Reasoned order={order} verb={asking} term={term} onClose={() => setAsking(undefined)} />}
    </Dialog>
  )
}

function Reasoned({
  order,
  verb,
  term,
  onClose,
}: {
  readonly order: OrderMatter
  readonly verb: 'withdraw' | 'return'
  readonly term: number
  onClose(): void
}) {
  const w = useWords()
  const followed = useNamedMatters(useMemo(() => ({ kind: 'order' as const, id: order.id }), [order.id]))
  const { command, send } = useCommand(followed)
  const [reason, setReason] = useState('')
  const act = () =>
    verb === 'withdraw'
      ? send(`/api/orders/${order.id}/withdraw`, { reason: reason.trim(), ...(order.state.incident !== undefined && { term }) })
      : send(`/api/orders/${order.id}/verify`, { passed: false, note: reason.trim() })
  return (
    <Ask
      title={w(`order.${verb}`)}
      verb={w(`order.${verb}`)}
      command={command}
      blocked={reason.trim() === '' ? w('order.reason') : undefined}
      onSend={() => void act()}
      onClose={onClose}
    >
      {verb === 'withdraw' && <p>{w('order.withdraw.confirm')}</p>}
      <TextArea label={w('order.reason')} value={reason} maxLength={500} onText={setReason} />
    </Ask>
  )
}

/** Enough of a device's name for two people to know that they speak of the same one. */
function shortDevice(device: string): string {
  return device.length > 12 ? `…${device.slice(-4)}` : device
}
