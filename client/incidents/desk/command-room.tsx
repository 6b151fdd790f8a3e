import { type ReactNode, useState } from 'react'
import { Press } from '../../access/parts/press.tsx'
import { useFormat, usePlace } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import { useIsPast } from '../../state/screen.ts'
import { DecisionBlock } from '../decisions/decision-block.tsx'
import { useRefusalWords } from '../parts/command-state.tsx'
import { LineAge } from '../parts/line-age.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { PlanBlock } from '../plans/plan-block.tsx'
import { usePlanWords } from '../plans/use-plan-words.ts'
import { UnitsBlock } from '../units/units-block.tsx'
import { type CoverageAsked, gapsOf, useCoverage } from '../units/use-coverage.ts'
import { useHolder, useIncident, useOpenOrders } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { CasualtyBlock } from './casualties.tsx'
import { Chat } from './chat.tsx'
import { CommandBlock } from './command-block.tsx'
import { Deadlines } from './deadlines.tsx'
import { Judgements } from './judgements.tsx'
import { Measures } from './measures.tsx'
import { OrdersColumn } from './orders-column.tsx'
import { ReportBlock } from './reports.tsx'
import { RollBlock } from './roll-block.tsx'
import { RoomHead } from './room-head.tsx'
import { Situation } from './situation.tsx'

const TABS = ['plan', 'log', 'chat', 'casualties', 'units'] as const
type Tab = (typeof TABS)[number]

/** The command room: one incident with everything it takes to lead it, on one screen. */
export function CommandRoom({ id, end }: { readonly id: string; readonly end: ReactNode }) {
  const w = useWords()
  const refusal = useRefusalWords()
  const { begin } = usePlace()
  const { followed, incident, log } = useIncident(id)
  const words =
    followed.kind === 'refused'
      ? w('incidents.refused', { reason: refusal(followed.code) })
      : followed.kind === 'waiting'
        ? w('incidents.waiting')
        : w('incidents.over')
  if (incident === undefined)
    return (
      <>
        <header className="desk-bar">
          <h1>{w('incidents.title')}</h1>
          <span className="push" />
          {end}
        </header>
        <div className={`room-none${followed.kind === 'waiting' ? ' hatched' : ''}`}>
          <p>{words}</p>
          <Press onPress={() => begin('incidents')}>{w('incidents.back')}</Press>
        </div>
      </>
    )
  return <Room incident={incident} followed={followed} log={log} end={end} />
}

function Room({
  incident,
  followed,
  log,
  end,
}: {
  readonly incident: IncidentMatter
  readonly end: ReactNode
} & Pick<ReturnType<typeof useIncident>, 'followed' | 'log'>) {
  const w = useWords()
  const format = useFormat()
  const { person } = useHolder()
  const { orders: all } = useOpenOrders()
  const [tab, setTab] = useState<Tab>(incident.state.plans?.length ? 'plan' : 'log')
  const [asked, setAsked] = useState<CoverageAsked>()
  const coverage = useCoverage(asked)
  const plan = usePlanWords()
  // Who is nearest and can be had is a question of now.
  const isPast = useIsPast()
  const { id, state } = incident
  const orders = all.filter(({ state: order }) => order.incident === id)
  const parts = { id, state, followed }
  const read = state.reads.find(({ person: reader }) => reader.id === person?.id)?.no ?? 0
  const unread = state.messages - read
  const names: Record<Tab, string> = {
    ...{ plan: plan('plan.title'), log: w('log.title'), chat: w('chat.title') },
    ...{ casualties: w('casualties.title'), units: plan('units.title') },
  }
  const proposed = (state.plans ?? []).flatMap(({ steps, ended }) =>
    ended ? [] : steps.filter(({ stage }) => stage === 'proposed'),
  )
  return (
    <>
      <RoomHead {...parts} end={end} />
      <LineAge format={format} />
      <main id="content" className="room" tabIndex={-1}>
        <div className="room-left">
          <Judgements {...parts} />
          <CommandBlock {...parts} />
          <RollBlock {...parts} />
          <Deadlines state={state} />
          <ReportBlock {...parts} />
        </div>
        <div className="room-middle">
          <Situation {...parts} orders={orders} gaps={gapsOf(coverage)} />
          <div className="room-tabs" role="tablist" aria-label={state.title}>
            {TABS.filter((one) => !isPast || one !== 'units').map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`tab-${one}`}
                aria-selected={one === tab}
                aria-controls="room-tab"
                onClick={() => setTab(one)}
              >
                {names[one]}
                {one === 'plan' && proposed.length > 0 && <span className="due-word fig">{proposed.length}</span>}
                {one === 'chat' && unread > 0 && <span className="due-word">{w('chat.unread', { n: unread })}</span>}
              </button>
            ))}
          </div>
          <div className="room-tab" id="room-tab" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>
            {tab === 'plan' && <PlanBlock {...parts} orders={orders} />}
            {tab === 'units' && !isPast && <UnitsBlock incident={id} asked={asked} coverage={coverage} onAsked={setAsked} />}
            {tab === 'log' && <Timeline log={log} />}
            {tab === 'chat' && <Chat {...parts} log={log} />}
            {tab === 'casualties' && (
              <>
                <CasualtyBlock {...parts} />
                <Measures {...parts} />
              </>
            )}
          </div>
        </div>
        <div className="room-right">
          <DecisionBlock id={id} state={state} />
          <OrdersColumn {...parts} orders={orders} />
        </div>
      </main>
    </>
  )
}
