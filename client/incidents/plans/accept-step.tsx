import { useState } from 'react'
import type { OrderOfStep, StandingStepOf } from '#contract/applied-plan.ts'
import type { IncidentState } from '#contract/incident.ts'
import type { Addressee } from '#contract/order.ts'
import { Field } from '../../access/parts/field.tsx'
import { useNames } from '../../state/hooks.ts'
import type { Followed } from '../../state/matters.ts'
import { useCommand } from '../../state/use-matters.ts'
import { Ask } from '../parts/ask.tsx'
import { isOverreaching, type Picked, resourcesPicked } from '../units/picked.ts'
import { UnitPicker } from '../units/unit-picker.tsx'
import { useAddressee } from '../use-addressee.ts'
import { useWords } from '../use-words.ts'
import { usePlanWords } from './use-plan-words.ts'
import { useWhyWords } from './use-why-words.ts'

/** The orders a step would issue, each to be seen, left out or given units before they all go out with one press. */
export function AcceptStep({
  incident: { id, state },
  plan,
  standing,
  followed,
  onClose,
}: {
  readonly incident: { readonly id: string; readonly state: IncidentState }
  readonly plan: string
  readonly standing: StandingStepOf<'proposed'>
  readonly followed: Followed
  onClose(): void
}) {
  const w = usePlanWords()
  const words = useWords()
  const name = useNames()
  const whyWords = useWhyWords()
  const { command, send } = useCommand(followed)
  const [without, setWithout] = useState<readonly number[]>([])
  const [picked, setPicked] = useState<Readonly<Record<number, readonly Picked[]>>>({})
  const [reason, setReason] = useState('')
  const { names, orders, groups, why } = standing
  const kept = orders.length - without.length
  const all = Object.entries(picked).flatMap(([place, units]) => (without.includes(Number(place)) ? [] : units))
  const overreach = all.some(isOverreaching)
  const accept = () =>
    void send(`/api/incidents/${id}/plans/accept`, {
      ...{ plan, step: standing.step, term: state.command.term },
      ...(without.length > 0 && { without: [...without] }),
      ...(all.length > 0 && {
        resources: Object.entries(picked).flatMap(([place, units]) =>
          units.length > 0 && !without.includes(Number(place)) ? [{ order: Number(place), resources: resourcesPicked(units) }] : [],
        ),
      }),
      ...(overreach && { overcommit: reason.trim() }),
    })
  return (
    <Ask
      title={w('accept.title', { step: name(names) })}
      verb={orders.length > 0 || groups.length > 0 ? w('step.accept') : w('step.done')}
      command={command}
      blocked={
        orders.length > 0 && kept === 0 ? w('accept.nothing') : overreach && reason.trim() === '' ? w('pick.overcommit') : undefined
      }
      isDrawer
      onSend={accept}
      onClose={onClose}
    >
      {why && (
        <ul className="step-why" aria-label={w('step.why')}>
          {whyWords(why).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {orders.length === 0 && groups.length === 0 && <p>{w('accept.none')}</p>}
      {orders.map((order, place) => (
        <Draft
          // biome-ignore lint/suspicious/noArrayIndexKey: a proposal is frozen; the place of an order in it is its name
          key={place}
          order={order}
          incident={id}
          isTaken={!without.includes(place)}
          picked={picked[place] ?? []}
          onTaken={(isTaken) => setWithout(isTaken ? without.filter((one) => one !== place) : [...without, place])}
          onPicked={(units) => setPicked({ ...picked, [place]: units })}
        />
      ))}
      {groups.length > 0 && <p>{w('accept.groups', { groups: groups.map(({ kind }) => words(`group.${kind}`)).join('、') })}</p>}
      {overreach && <Field label={w('pick.overcommit')} value={reason} maxLength={200} onText={setReason} />}
      {kept > 0 && <p className="field-hint">{w('accept.said', { n: kept })}</p>}
    </Ask>
  )
}

function Draft({
  order,
  incident,
  isTaken,
  picked,
  onTaken,
  onPicked,
}: {
  readonly order: OrderOfStep
  readonly incident: string
  readonly isTaken: boolean
  readonly picked: readonly Picked[]
  onTaken(isTaken: boolean): void
  onPicked(units: readonly Picked[]): void
}) {
  const w = usePlanWords()
  const addressee = useAddressee()
  const [first, ...others] = order.to
  const to = first ? addressee({ area: '', ...first } as Addressee) : ''
  return (
    <fieldset className={`draft${isTaken ? '' : ' is-left-out'}`}>
      <legend className="visually-hidden">{order.title}</legend>
      <label className="tick">
        <input type="checkbox" checked={isTaken} onChange={(event) => onTaken(event.target.checked)} />
        <span className="strong">{order.title}</span>
        <span className="visually-hidden">{w('accept.take')}</span>
      </label>
      {order.text !== undefined && <p className="draft-text">{order.text}</p>}
      <p className="soft">
        {w('accept.to')} {others.length > 0 ? w('accept.to.many', { first: to, n: order.to.length }) : to} ·{' '}
        {w('accept.within', { n: order.slaMinutes })}
      </p>
      {isTaken && order.to.length === 1 && (
        <UnitPicker from={{ incident }} wants={order.wants} picked={picked} onPicked={onPicked} />
      )}
    </fieldset>
  )
}
