import { useMemo } from 'react'
import type { DecisionMatter } from '#contract/decision.ts'
import { LEVEL_FIELDS } from '#contract/incident.ts'
import { Glyph } from '../../design/glyph.tsx'
import { LevelMark } from '../../design/level-mark.tsx'
import { incidentTranslator } from '../../i18n/incident-words.ts'
import { clockText } from '../../state/due.ts'
import { useCity, useNames, useNow, usePlace, useProfile, useT, useUiLanguage } from '../../state/hooks.ts'
import type { IncidentMatter } from '../../state/incidents.ts'
import { type OrderMatter, ROOM_STATIONS } from '../../state/orders.ts'
import { useMatters } from '../../state/use-matters.ts'
import { headHeight, PanelHead } from '../panel-head.tsx'
import { panelName } from '../panel-name.ts'
import type { PanelProps } from '../panel-props.ts'
import { type IncidentRowModel, incidentRowHeight, incidentRows, isWideRow, type RoomDecision, rowForms } from './model.ts'
import './incidents-panel.css'

const INCIDENTS = { kind: 'incident' } as const
const ORDERS = { kind: 'order' } as const
const DECISIONS = { kind: 'decision' } as const

/**
 * Open incidents for a room: what it is and where, the three levels apart, the phase, the clocks, orders counted by station.
 * Nothing personal: a commander is an office. Where somebody can press, a name opens the incident.
 */
export function IncidentsPanel({ panel, area, width, height }: PanelProps<'incidents'>) {
  const profile = useProfile()
  const { text } = profile
  const city = useCity()
  const t = useT()
  const name = useNames()
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const now = useNow(1_000)
  const incidents = useMatters(INCIDENTS)
  const orders = useMatters(ORDERS)
  const decisions = useMatters(DECISIONS)
  const head = headHeight(text.heading)
  const isHere = (code: string) => area === city.tree.root.code || city.tree.path(code).some((one) => one.code === area)
  const rows =
    incidents.kind === 'following'
      ? incidentRows(
          incidents.matters as readonly IncidentMatter[],
          orders.kind === 'following' ? (orders.matters as readonly OrderMatter[]) : [],
          decisions.kind === 'following' ? (decisions.matters as readonly DecisionMatter[]) : [],
          isHere,
          now,
        )
      : []
  const more = Math.ceil(text.small * 1.6)
  const isWide = isWideRow(profile, width)
  const full = rows.map(({ decision }) => incidentRowHeight(profile, width, decision !== undefined))
  const brief = incidentRowHeight(profile, width, false, 'brief')
  const { forms, hidden } = rowForms(full, brief, height - head, more)
  return (
    <div className="incidents-panel">
      <PanelHead
        title={panelName(panel, city, name, t)}
        note={rows.length > 0 ? w('incidents.list', { n: rows.length }) : undefined}
        width={width}
      />
      {incidents.kind === 'waiting' && <p className="t-name soft hatched">{w('incidents.waiting')}</p>}
      {incidents.kind === 'refused' && (
        <p className="t-name soft">
          <Glyph kind="fault" /> {w('incidents.refused', { reason: t.error(incidents.code) })}
        </p>
      )}
      {incidents.kind === 'following' && rows.length === 0 && (
        <p className="t-name incidents-calm">
          <Glyph kind="live" /> {w('panel.calm')}
        </p>
      )}
      <ul>
        {rows.slice(0, forms.length).map((one, at) => (
          <li key={one.id} style={{ maxHeight: forms[at] === 'full' ? full[at] : brief }} className={isWide ? 'is-wide' : ''}>
            <Incident row={one} isFull={forms[at] === 'full'} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="t-small soft" style={{ height: more }}>
          {w('panel.more', { n: hidden })}
        </p>
      )}
    </div>
  )
}

function Incident({ row, isFull }: { readonly row: IncidentRowModel; readonly isFull: boolean }) {
  const { contract } = useProfile()
  const city = useCity()
  const name = useNames()
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const { begin } = usePlace()
  const place = city.area(row.area)
  return (
    <>
      <p className="incidents-first">
        {contract.hasInput ? (
          <button type="button" className="t-title incidents-name one-line" onClick={() => begin(`incidents/${row.id}`)}>
            {row.title}
          </button>
        ) : (
          <span className="t-title incidents-name one-line">{row.title}</span>
        )}
        {!isFull && (
          <span className="incidents-first-late t-name">
            <LateWords late={row.orders.late} />
          </span>
        )}
        <span className="fig t-figure">{clockText(row.sinceMs)}</span>
      </p>
      <div className="incidents-lines t-name">
        <p className="incidents-levels">
          {LEVEL_FIELDS.map((field) => {
            const level = row.levels[field]
            return (
              <span key={field} className="incidents-level">
                <span className="soft">{w(`level-field.${field}`)}</span>
                {level === undefined ? (
                  <span className="soft">{w(`level.none.${field}`)}</span>
                ) : (
                  <LevelMark level={level} isSolid={field === 'response'}>
                    {field === 'warning'
                      ? w(`level-colour.${level}`)
                      : w('level.word', { numeral: level, word: w(`level.${level}`) })}
                  </LevelMark>
                )}
              </span>
            )
          })}
        </p>
        <p className="incidents-standing">
          <span className="strong">{place ? name(place.short ?? place.names) : row.area}</span>
          <span>{w(`phase.${row.phase}`)}</span>
          {row.command !== undefined && (
            <span className="soft">
              {w('panel.command')} {row.command}
            </span>
          )}
          {row.deadline && <DeadlineWords deadline={row.deadline} />}
        </p>
        {isFull && row.decision && <DecisionWords decision={row.decision} />}
        {isFull && <OrderWords row={row} />}
      </div>
    </>
  )
}

/** Orders by station, and where its plan stands. */
function OrderWords({ row }: { readonly row: IncidentRowModel }) {
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  return (
    <p className="incidents-orders">
      {ROOM_STATIONS.map((station) => (
        <span key={station} className={row.orders.stations[station] === 0 ? 'dim' : 'soft'}>
          {w(`panel.station.${station}`)} <b className="fig">{row.orders.stations[station]}</b>
        </span>
      ))}
      {row.plan && (
        <span className={row.plan.proposed > 0 ? 'strong' : 'soft'}>
          {w('panel.plan')} <b className="fig">{row.plan.accepted}</b>
          {row.plan.proposed > 0 && (
            <>
              {' '}
              {w('panel.plan.waiting')} <b className="fig">{row.plan.proposed}</b>
            </>
          )}
        </span>
      )}
      <LateWords late={row.orders.late} />
    </p>
  )
}

/** How many orders are overdue; nothing where none is. */
function LateWords({ late }: { readonly late: number }) {
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  if (late === 0) return null
  return (
    <span className="incidents-late">
      {w('panel.late')} <b className="fig">{late}</b>
    </span>
  )
}

function DeadlineWords({ deadline: { names, due } }: { readonly deadline: NonNullable<IncidentRowModel['deadline']> }) {
  const name = useNames()
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  if (due.kind !== 'left' && due.kind !== 'over') return null
  const time = clockText(due.kind === 'left' ? due.leftMs : due.overMs)
  return (
    <span className="incidents-deadline">
      <span className="soft">{name(names)}</span>
      {due.kind === 'over' ? (
        <span className="incidents-late">
          {w('panel.late')} <b className="fig">{time}</b>
        </span>
      ) : (
        <b className="fig">{w('deadline.left', { time })}</b>
      )}
    </span>
  )
}

/** The question people wait for with its clock, or what was decided; no name. */
function DecisionWords({ decision: { question, due, decided } }: { readonly decision: RoomDecision }) {
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const words = decided === undefined ? question : `${question} · ${decided}`
  const time = due.kind === 'left' ? clockText(due.leftMs) : due.kind === 'over' ? clockText(due.overMs) : undefined
  return (
    <p className="incidents-decision">
      <span className="incidents-decision-tag">{w(decided === undefined ? 'panel.decision.open' : 'panel.decision.decided')}</span>
      <span className="one-line" title={words}>
        {words}
      </span>
      {due.kind === 'over' && (
        <span className="incidents-late">
          {w('panel.late')} <b className="fig">{time}</b>
        </span>
      )}
      {due.kind === 'left' && <b className="fig">{time}</b>}
    </p>
  )
}
