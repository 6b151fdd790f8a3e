import { useState } from 'react'
import { INCIDENT_CLASSES, type IncidentClass } from '#contract/incident.ts'
import { clockText } from '../../state/due.ts'
import { useFormat, useNames, useNow, usePlace } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import { gravestFirst, nextDeadline } from '../../state/incidents.ts'
import type { Followed } from '../../state/matters.ts'
import { type OrderMatter, orderCounts } from '../../state/orders.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { Levels } from '../parts/levels.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useHolder, useOpenOrders } from '../use-incidents.ts'
import { useRowKeys } from '../use-row-keys.ts'
import { useWords } from '../use-words.ts'
import { OpenIncident } from './open-incident.tsx'

/** All open incidents, the gravest first, and the first press of a new one. */
export function IncidentList({
  followed,
  incidents,
}: {
  readonly followed: Followed
  readonly incidents: readonly IncidentMatter[]
}) {
  const w = useWords()
  const refusal = useRefusalWords()
  const { may } = useHolder()
  const { orders } = useOpenOrders()
  const [opening, setOpening] = useState<IncidentClass>()
  const { begin } = usePlace()
  const rows = gravestFirst(incidents)
  const keys = useRowKeys(rows.length, (row) => {
    const one = rows[row]
    if (one) begin(`incidents/${one.id}`)
  })
  if (opening !== undefined) return <OpenIncident start={opening} followed={followed} onClose={() => setOpening(undefined)} />
  return (
    <div className="incident-list">
      {may('incidents:open') && (
        <section className="report-bar" aria-label={w('incidents.open')}>
          <h2>{w('incidents.open')}</h2>
          <div className="report-classes">
            {INCIDENT_CLASSES.map((one) => (
              <button key={one} type="button" className="press press-class" onClick={() => setOpening(one)}>
                {w(`class.${one}`)}
              </button>
            ))}
          </div>
        </section>
      )}
      {followed.kind === 'refused' && <p className="nothing">{w('incidents.refused', { reason: refusal(followed.code) })}</p>}
      {followed.kind === 'waiting' && <p className="nothing hatched">{w('incidents.waiting')}</p>}
      {followed.kind === 'following' && rows.length === 0 && (
        <p className="nothing">
          <strong>{w('incidents.none')}</strong>
          <br />
          {w('incidents.none.note')}
        </p>
      )}
      <ul className="incident-rows" {...keys.list}>
        {rows.map((one, row) => (
          <li key={one.id}>
            <IncidentRow
              incident={one}
              orders={orders.filter(({ state }) => state.incident === one.id)}
              isChosen={keys.at === row}
              onOpen={() => begin(`incidents/${one.id}`)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

function IncidentRow({
  incident: { state },
  orders,
  isChosen,
  onOpen,
}: {
  readonly incident: IncidentMatter
  readonly orders: readonly OrderMatter[]
  readonly isChosen: boolean
  onOpen(): void
}) {
  const w = useWords()
  const areaName = useAreaName()
  const name = useNames()
  const format = useFormat()
  const now = useNow(1_000)
  const { open, late } = orderCounts(orders, now)
  const deadline = nextDeadline(state.deadlines, now)
  return (
    <button type="button" className="incident-row" onClick={onOpen} data-chosen={isChosen}>
      <span className="incident-row-time fig">{format.time(state.receivedAt)}</span>
      <span className="incident-row-words">
        <span className="incident-row-title">{state.title}</span>
        <span className="soft">
          {state.number} · {w(`class.${state.class}`)} · {areaName(state.place.area)} · {w(`phase.${state.phase}`)}
        </span>
      </span>
      <Levels levels={state.levels} />
      <span className="incident-row-orders soft">
        {w('incidents.orders', { open, late })}
        <br />
        {w('incidents.since')} <span className="fig">{clockText(now - state.receivedAt)}</span>
      </span>
      <span className="incident-row-due">
        {deadline && (
          <>
            <span className="soft">{name(deadline.deadline.names)}</span>
            <DueMark due={deadline.due} />
          </>
        )}
      </span>
    </button>
  )
}
