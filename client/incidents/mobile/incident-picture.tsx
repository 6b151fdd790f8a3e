import { type ReactNode, useMemo } from 'react'
import { CASUALTY_FIGURES } from '#contract/incident.ts'
import { drawingsOf, drawnPlaces } from '../../panels/map/incident-drawings.ts'
import { useGeometry } from '../../panels/map/use-geometry.ts'
import { clockText } from '../../state/due.ts'
import { useCity, useFormat, useNow, usePlace } from '../../state/hooks.ts'
import { gravestFirst } from '../../state/incidents.ts'
import { orderCounts, ROOM_STATIONS } from '../../state/orders.ts'
import { DecisionWaits } from '../decisions/decision-waits.tsx'
import { Deadlines } from '../desk/deadlines.tsx'
import { shownName } from '../log-sentence.ts'
import { useRefusalWords } from '../parts/command-state.tsx'
import { Levels } from '../parts/levels.tsx'
import { MapSheet } from '../parts/map-sheet.tsx'
import { Timeline } from '../parts/timeline.tsx'
import { MobileSteps } from '../plans/mobile-steps.tsx'
import { useAreaName } from '../use-addressee.ts'
import { useIncident, useOpenIncidents, useOpenOrders } from '../use-incidents.ts'
import { useWords } from '../use-words.ts'
import { FieldHead } from './field-head.tsx'

/** Open incidents, the gravest first. */
export function IncidentPictures({ end }: { readonly end: ReactNode }) {
  const w = useWords()
  const refusal = useRefusalWords()
  const areaName = useAreaName()
  const now = useNow(1_000)
  const { begin } = usePlace()
  const { followed, incidents } = useOpenIncidents()
  return (
    <>
      <FieldHead title={w('incidents.title')}>{end}</FieldHead>
      <main id="content" className="field-main" tabIndex={-1}>
        {followed.kind === 'refused' && <p className="nothing">{w('incidents.refused', { reason: refusal(followed.code) })}</p>}
        {followed.kind === 'waiting' && <p className="nothing hatched">{w('incidents.waiting')}</p>}
        {followed.kind === 'following' && incidents.length === 0 && <p className="nothing">{w('incidents.none')}</p>}
        <DecisionWaits />
        <ul>
          {gravestFirst(incidents).map(({ id, state }) => (
            <li key={id}>
              <button type="button" className="field-card is-incident" onClick={() => begin(`incidents/${id}`)}>
                <span className="field-card-words">
                  <span className="field-card-title">{state.title}</span>
                  <span className="soft field-small">
                    {w(`class.${state.class}`)} · {areaName(state.place.area)} · {w(`phase.${state.phase}`)} ·{' '}
                    <span className="fig">{clockText(now - state.receivedAt)}</span>
                  </span>
                  <Levels levels={state.levels} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </main>
    </>
  )
}

/** One incident to look at: levels, map, figures, orders by station, clocks and the log. Nothing here changes anything. */
export function IncidentPicture({ id }: { readonly id: string }) {
  const w = useWords()
  const city = useCity()
  const format = useFormat()
  const now = useNow(1_000)
  const lines = useGeometry()
  const { followed, incident, log } = useIncident(id)
  const { orders: all } = useOpenOrders()
  const state = incident?.state
  const focus = useMemo(() => {
    const area = state && city.area(state.place.area)
    return area?.level === 'town' ? [area.code] : area?.level === 'community' && area.parent ? [area.parent] : []
  }, [state, city])
  const isKnown = state !== undefined
  // As it was when the page was opened: what others draw later does not move what somebody is looking at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when the incident is first known
  const near = useMemo(() => (state ? drawnPlaces(state) : undefined), [isKnown])
  if (state === undefined)
    return (
      <>
        <FieldHead title={w('incidents.title')} back="incidents" />
        <main id="content" className="field-main" tabIndex={-1}>
          <p className={`nothing${followed.kind === 'waiting' ? ' hatched' : ''}`}>
            {followed.kind === 'waiting' ? w('incidents.waiting') : w('incidents.over')}
          </p>
        </main>
      </>
    )
  const counts = orderCounts(
    all.filter(({ state: order }) => order.incident === id),
    now,
  )
  const casualties = state.casualties.at(-1)
  return (
    <>
      <FieldHead title={state.title} back="incidents" />
      <main id="content" className="field-main field-picture" tabIndex={-1}>
        <div className="field-levels">
          <Levels levels={state.levels} />
          <span className="fig">{clockText(now - state.receivedAt)}</span>
        </div>
        <DecisionWaits incident={id} />
        <div className="field-map">
          <MapSheet
            lines={lines}
            label={w('map.look')}
            focus={focus}
            near={near}
            marked={focus}
            marks={
              state.place.at
                ? [{ id: 'incident', kind: 'incident', at: state.place.at as [number, number], label: state.place.text ?? '' }]
                : []
            }
            drawings={drawingsOf(state.marks)}
          />
        </div>
        <dl className="field-figures">
          {ROOM_STATIONS.map((station) => (
            <div key={station}>
              <dd className="fig">{counts.stations[station]}</dd>
              <dt>{w(`panel.station.${station}`)}</dt>
            </div>
          ))}
          <div>
            <dd className="fig">{counts.late}</dd>
            <dt>{w('panel.late')}</dt>
          </div>
        </dl>
        <p className="field-row">
          <span className="soft">{w('phase.title')}</span> {w(`phase.${state.phase}`)}
          <span className="soft"> · {w('command.commander')}</span>{' '}
          {state.command.commander ? shownName(state.command.commander) : w('command.nobody')}
        </p>
        <p className="field-row">
          <span className="soft">{w('casualties.title')}</span>{' '}
          {casualties
            ? CASUALTY_FIGURES.map((figure) => (
                <span key={figure} className="field-casualty">
                  {w(`figure.${figure}`)} <b className="fig">{casualties.figures[figure] ?? w('unknown')}</b>{' '}
                </span>
              ))
            : w('casualties.none')}
          {casualties && (
            <span className="soft field-casualty">
              {w('casualties.from', { source: casualties.source, time: format.time(casualties.asOf) })}
            </span>
          )}
        </p>
        {incident && <MobileSteps incident={incident} followed={followed} />}
        <Deadlines state={state} />
        <h2 className="block-head">{w('log.title')}</h2>
        <Timeline log={log} />
      </main>
    </>
  )
}
