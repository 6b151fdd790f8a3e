import type { ReactNode } from 'react'
import { Press } from '../../access/parts/press.tsx'
import { useCity, useNow, usePlace } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { type OrderMatter, orderDue } from '../../state/orders.ts'
import { useCommand } from '../../state/use-matters.ts'
import { isToMe } from '../is-to-me.ts'
import { levelWords, shownName } from '../log-sentence.ts'
import { CommandState, isUnderWay } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { StepWait } from '../plans/step-wait.tsx'
import { useHolder } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { type Wait, waitsFor } from '../waits.ts'

export interface WaitListProps {
  readonly incidents: readonly IncidentMatter[]
  readonly orders: readonly OrderMatter[]
  readonly followed: Followed
  readonly orderWatch: Followed
  /** What else waits, below this list: it is counted at its head. */
  readonly others?: number
}

/** What waits for the person at this screen, each with its answer beside it: one press, pending until the record says so. */
export function WaitList({ incidents, orders, followed, orderWatch, others = 0 }: WaitListProps) {
  const w = useWords()
  const city = useCity()
  const { person, may } = useHolder()
  const waits =
    person?.remit === undefined
      ? []
      : waitsFor(
          {
            id: person.id,
            mayCommand: may('incidents:command'),
            mayVerify: may('orders:verify'),
            isMine: ({ state }) =>
              may('orders:answer') && person.remit !== undefined && isToMe({ id: person.id, remit: person.remit }, state.to, city),
          },
          incidents,
          orders,
        )
  return (
    <>
      <h2>
        {w('waits.title')} <span className="fig">{waits.length + others}</span>
      </h2>
      {waits.length + others === 0 && <p className="nothing">{w('waits.none')}</p>}
      <ul>
        {waits.map((wait) => (
          <li key={keyOf(wait)} className="wait">
            <WaitRow wait={wait} followed={'order' in wait ? orderWatch : followed} />
          </li>
        ))}
      </ul>
    </>
  )
}

function keyOf(wait: Wait): string {
  if (wait.kind === 'step') return `step:${wait.incident.id}:${wait.plan}:${wait.standing.step}`
  return `${wait.kind}:${'order' in wait ? wait.order.id : wait.incident.id}`
}

function WaitRow({ wait, followed }: { readonly wait: Wait; readonly followed: Followed }) {
  const w = useWords()
  const now = useNow(1_000)
  const { begin } = usePlace()
  const { command, send } = useCommand(followed)
  const isBusy = isUnderWay(command)
  const row = (words: string, presses: ReactNode, end?: ReactNode) => (
    <>
      <p className="wait-words">
        <span className="strong">{words}</span>
        {end}
      </p>
      <div className="wait-presses">{presses}</div>
      <CommandState command={command} />
    </>
  )
  switch (wait.kind) {
    case 'handover': {
      const { id, state } = wait.incident
      const { term, offer } = state.command
      const answer = (said: 'accept' | 'decline') => void send(`/api/incidents/${id}/command/answer`, { term, answer: said })
      return row(
        w('waits.handover', { title: state.title, name: offer ? shownName(offer.by) : '' }),
        <>
          <Press isBusy={isBusy} onPress={() => answer('decline')}>
            {w('command.decline')}
          </Press>
          <Press kind="primary" isBusy={isBusy} onPress={() => answer('accept')}>
            {w('waits.accept')}
          </Press>
        </>,
      )
    }
    case 'roll': {
      const { id, state } = wait.incident
      const answer = (said: 'present' | 'on-the-way') =>
        void send(`/api/incidents/${id}/roll-call/answer`, { roll: wait.roll, answer: said })
      return row(
        w('waits.roll', { title: state.title }),
        <>
          <Press isBusy={isBusy} onPress={() => answer('on-the-way')}>
            {w('roll.on-the-way')}
          </Press>
          <Press kind="primary" isBusy={isBusy} onPress={() => answer('present')}>
            {w('roll.present')}
          </Press>
        </>,
      )
    }
    case 'proposal': {
      const { id, state } = wait.incident
      const level = state.proposal?.level ?? 'IV'
      const words = levelWords(level, w)
      const confirm = () =>
        void send(`/api/incidents/${id}/level`, {
          ...{ field: 'event', from: state.levels.event?.level ?? null, to: level, term: state.command.term },
          reason: w('level.proposed', {
            level: words,
            because: state.proposal?.because.map(({ measure }) => measure).join('、') ?? '',
          }),
        })
      return row(
        w('waits.proposal', { title: state.title, level: words }),
        <>
          <Press onPress={() => begin(`incidents/${id}`)}>{w('log.title')}</Press>
          <Press kind="primary" isBusy={isBusy} onPress={confirm}>
            {w('level.confirm-proposal')}
          </Press>
        </>,
      )
    }
    case 'step':
      return <StepWait {...wait} followed={followed} />
    case 'order': {
      const { id, state } = wait.order
      return row(
        w('waits.order', { title: state.title }),
        <Press kind="primary" isBusy={isBusy} onPress={() => void send(`/api/orders/${id}/acknowledge`)}>
          {w('order.acknowledge')}
        </Press>,
        <DueMark due={orderDue(state, now)} />,
      )
    }
    case 'verify': {
      const { id, state } = wait.order
      return row(
        `${w('waits.verify', { title: state.title })} · ${w(`stage.${state.stage}`)}${state.outcome?.text ? ` ${state.outcome.text}` : ''}`,
        <Press kind="primary" isBusy={isBusy} onPress={() => void send(`/api/orders/${id}/verify`, { passed: true })}>
          {w('order.verify')}
        </Press>,
      )
    }
  }
}
