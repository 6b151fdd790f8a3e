import { useState } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import { PageContext } from '../../access/page/page-context.ts'
import { useCityPage } from '../../access/page/use-city-page.ts'
import { Press } from '../../access/parts/press.tsx'
import '../../access/access.css'
import '../../access/console/console.css'
import { clockText } from '../../state/due.ts'
import { useFormat, useNames, useNow, usePlace } from '../../state/hooks.ts'
import { gravestFirst, type IncidentMatter, nextDeadline } from '../../state/incidents.ts'
import { inOrderOfWork, type OrderMatter, orderCounts, orderDue } from '../../state/orders.ts'
import { DecisionWaits, useWaitingDecisions } from '../decisions/decision-waits.tsx'
import { useDecisionWords } from '../decisions/use-decision-words.ts'
import '../incidents.css'
import { useRefusalWords } from '../parts/command-state.tsx'
import { DueMark } from '../parts/due-mark.tsx'
import { Levels } from '../parts/levels.tsx'
import { LineAge } from '../parts/line-age.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { Track } from '../parts/track.tsx'
import { useAddressee, useAreaName } from '../use-addressee.ts'
import { useHolder, useIncident, useOpenIncidents, useOpenOrders } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { incidentOf } from '../work.ts'
import { InstructionBar } from './instruction-bar.tsx'
import { OfficeCases } from './office-cases.tsx'
import './office-work.css'
import { WaitList } from './wait-list.tsx'

/** The leader's own screen: what is open, what waits for me, what became of my instructions, and the bar to give one. */
export function OfficeWork() {
  const page = useCityPage()
  const w = useWords()
  const format = useFormat()
  const refusal = useRefusalWords()
  const { work } = usePlace()
  const chosen = incidentOf(work)
  const { followed, incidents } = useOpenIncidents()
  const { followed: orderWatch, orders } = useOpenOrders()
  const rows = gravestFirst(incidents)
  const d = useDecisionWords()
  const { may } = useHolder()
  const [about, setAbout] = useState<DecisionMatter>()
  const { waiting } = useWaitingDecisions()
  return (
    <PageContext value={page}>
      <div className="incidents office-work">
        <LineAge format={format} />
        <main id="content" className="office-columns" tabIndex={-1}>
          <section aria-label={w('incidents.title')} className="office-column">
            <h2>
              {w('incidents.title')} <span className="fig">{incidents.length}</span>
            </h2>
            {followed.kind === 'refused' && <p className="nothing">{w('incidents.refused', { reason: refusal(followed.code) })}</p>}
            {followed.kind === 'waiting' && <p className="nothing hatched">{w('incidents.waiting')}</p>}
            {followed.kind === 'following' && rows.length === 0 && <p className="nothing">{w('panel.calm')}</p>}
            <ul>
              {rows.map((incident) => (
                <li key={incident.id}>
                  <OfficeIncident incident={incident} orders={orders} isChosen={incident.id === chosen} />
                </li>
              ))}
            </ul>
          </section>
          <section aria-label={w('waits.title')} className="office-column">
            <WaitList incidents={incidents} orders={orders} followed={followed} orderWatch={orderWatch} others={waiting.length} />
            <DecisionWaits
              end={(decision) =>
                may('orders:issue') && (
                  <Press kind="quiet" onPress={() => setAbout(decision)}>
                    {d('instruct')}
                  </Press>
                )
              }
            />
          </section>
          <section aria-label={w('instruction.tracked')} className="office-column">
            {chosen === undefined ? (
              <>
                <Tracked orders={orders} />
                <OfficeCases />
              </>
            ) : (
              <OfficeLog id={chosen} />
            )}
          </section>
        </main>
        <InstructionBar incidents={rows} chosen={chosen} followed={orderWatch} about={about} onAbout={() => setAbout(undefined)} />
      </div>
    </PageContext>
  )
}

function OfficeIncident({
  incident: { id, state },
  orders,
  isChosen,
}: {
  readonly incident: IncidentMatter
  readonly orders: readonly OrderMatter[]
  readonly isChosen: boolean
}) {
  const w = useWords()
  const name = useNames()
  const areaName = useAreaName()
  const now = useNow(1_000)
  const { begin } = usePlace()
  const counts = orderCounts(
    orders.filter(({ state: order }) => order.incident === id),
    now,
  )
  const next = nextDeadline(state.deadlines, now)
  return (
    <button
      type="button"
      className="office-incident"
      aria-pressed={isChosen}
      onClick={() => begin(isChosen ? 'incidents' : `incidents/${id}`)}
    >
      <span className="office-first">
        <span className="office-title">{state.title}</span>
        <span className="fig office-clock">{clockText(now - state.receivedAt)}</span>
      </span>
      <Levels levels={state.levels} />
      <span className="soft">
        {areaName(state.place.area)} · {w(`phase.${state.phase}`)} ·{' '}
        {w('incidents.orders', { open: counts.open, late: counts.late })}
      </span>
      {next && (
        <span className="office-first">
          <span className="soft">{name(next.deadline.names)}</span>
          <DueMark due={next.due} />
        </span>
      )}
    </button>
  )
}

/** What became of the instructions one gave: each is an order, with its stations and its clock. */
function Tracked({ orders }: { readonly orders: readonly OrderMatter[] }) {
  const w = useWords()
  const now = useNow(1_000)
  const addressee = useAddressee()
  const { person } = useHolder()
  const own = orders.filter(
    ({ state }) => state.origin.kind === 'instruction' && (person === undefined || state.by.id === person.id),
  )
  return (
    <>
      <h2>
        {w('instruction.tracked')} <span className="fig">{own.length}</span>
      </h2>
      {own.length === 0 && <p className="nothing">{w('instruction.tracked.none')}</p>}
      <ul>
        {inOrderOfWork(own, now).map(({ id, state }) => (
          <li key={id} className="office-order">
            <span className="office-title">{state.title}</span>
            <span className="soft">{addressee(state.to)}</span>
            <span className="office-first">
              <Track order={state} isLong />
              <DueMark due={orderDue(state, now)} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function OfficeLog({ id }: { readonly id: string }) {
  const w = useWords()
  const { incident, log } = useIncident(id)
  return (
    <>
      <h2>{incident?.state.title ?? w('log.title')}</h2>
      <Timeline log={log} />
    </>
  )
}
