import type { Role } from '#contract/access.ts'
import type { IncidentTranslate, IncidentWord } from '../../i18n/incident-words.ts'
import { clockText } from '../../state/due.ts'
import { useCity, useFormat, useNames, useNow, useProfile } from '../../state/hooks.ts'
import { orderCounts, ROOM_STATIONS } from '../../state/orders.ts'
import { PanelHead } from '../panel-head.tsx'
import { rowsThatFit } from '../rows.ts'
import { orderRowHeight } from './part-height.ts'
import type { PartProps } from './part-props.ts'
import { type RoomAddressee, type RoomOrder, roomOrders } from './room-incident.ts'
import { useRoomWords } from './use-room.ts'

/** What a role is called on a wall; nobody is sent an order in the others. */
const OFFICES: Readonly<Partial<Record<Role, IncidentWord>>> = {
  leader: 'office.leader',
  commander: 'office.commander',
  'duty-officer': 'office.duty-officer',
  dispatcher: 'office.dispatcher',
  'department-staff': 'office.department-staff',
  'town-staff': 'office.town-staff',
  'field-responder': 'office.field-responder',
}

/** The orders of the incident: overdue first, then the least time left, then what is done; those without room are counted. */
export function OrdersPart({ room, title, width, height }: PartProps) {
  const { text } = useProfile()
  const w = useRoomWords()
  const now = useNow(1_000)
  const orders = roomOrders(room.orders, now)
  const { open, late } = orderCounts(room.orders, now)
  const row = orderRowHeight(text)
  const more = Math.ceil(text.small * 1.8)
  const { shown, hidden } = rowsThatFit(orders.length, height, row, more)
  return (
    <>
      <PanelHead title={title} end={<Counts open={open} late={late} issued={room.incident.state.orders} />} width={width} />
      {orders.length === 0 && <p className="t-name soft">{w('room.orders.none')}</p>}
      <ul className="room-orders">
        {orders.slice(0, shown).map((order) => (
          <li key={order.id} style={{ height: row }} className={order.due.kind === 'over' ? 'is-late' : ''}>
            <Order order={order} now={now} />
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="t-small soft" style={{ height: more }}>
          {[w('room.orders.more', { n: hidden }), ...hiddenStations(orders.slice(shown), w)].join(' · ')}
        </p>
      )}
    </>
  )
}

/** Orders without room, counted by the station they stand at; stations where none stands are left out. */
function hiddenStations(orders: readonly RoomOrder[], w: IncidentTranslate): readonly string[] {
  return ROOM_STATIONS.flatMap((station, place) => {
    const n = orders.filter((order) => order.station === place).length
    return n === 0 ? [] : [`${w(`panel.station.${station}`)} ${n}`]
  })
}

function Counts(counts: { readonly open: number; readonly late: number; readonly issued: number }) {
  const w = useRoomWords()
  return <span className="t-small dim">{w('room.orders.count', counts)}</span>
}

function Order({ order, now }: { readonly order: RoomOrder; readonly now: number }) {
  const w = useRoomWords()
  const format = useFormat()
  const addressee = useRoomAddressee()
  const escalated = order.escalated && w(`order.escalated.${order.escalated}`)
  const station = w(`panel.station.${ROOM_STATIONS[order.station] ?? 'issued'}`)
  const isRunning = order.due.kind === 'left' || order.due.kind === 'over'
  const age =
    isRunning && order.since !== undefined && w('room.order.since', { station, span: format.span(Math.max(0, now - order.since)) })
  const details = [addressee(order.to), ...order.resources, age, escalated].filter(Boolean).join(' · ')
  return (
    <>
      <span className="fig room-seq t-small dim">{order.seq === undefined ? '' : String(order.seq).padStart(3, '0')}</span>
      <span className="room-what">
        <span className="t-name strong one-line" title={order.title}>
          {order.title}
        </span>
        <span className="t-small soft one-line" title={details}>
          {details}
        </span>
      </span>
      <span className="room-station t-small">
        {order.due.kind === 'over' ? (
          <span className="room-late">{w('panel.late')}</span>
        ) : (
          <span className={order.station === 3 ? 'soft' : 'strong'}>{order.ending ? w(`stage.${order.ending}`) : station}</span>
        )}
        <Stations at={order.station} />
      </span>
      <Clock due={order.due} />
    </>
  )
}

function Clock({ due }: Pick<RoomOrder, 'due'>) {
  const w = useRoomWords()
  const format = useFormat()
  if (due.kind === 'none') return <span className="room-clock t-small dim">{w('due.none')}</span>
  if (due.kind === 'met')
    return <span className="room-clock t-small dim">{w('room.order.done', { time: format.time(due.at) })}</span>
  const isOver = due.kind === 'over'
  return (
    <span className="room-clock">
      <span className="t-small soft">{w(isOver ? 'room.order.over' : 'room.order.left')}</span>
      <b className="fig t-table">{clockText(isOver ? due.overMs : due.leftMs)}</b>
    </span>
  )
}

/** Four stations on a line: those behind are filled, the one it stands at is large. */
function Stations({ at }: { readonly at: number }) {
  return (
    <svg className="room-track" viewBox="0 0 62 14" aria-hidden="true">
      <path d="M6 7h50" className="is-ahead" />
      {at > 0 && <path d={`M6 7h${at * 16.6}`} className="is-behind" />}
      {ROOM_STATIONS.map((station, place) => (
        <circle
          key={station}
          cx={6 + place * 16.6}
          cy="7"
          r={place === at ? 5 : 2.6}
          className={place === at ? 'is-here' : place < at ? 'is-behind' : 'is-ahead'}
        />
      ))}
    </svg>
  )
}

/** Whom an order is for, in the words of a room. */
function useRoomAddressee(): (to: RoomAddressee) => string {
  const w = useRoomWords()
  const city = useCity()
  const name = useNames()
  const areaName = (code: string) => {
    const area = city.area(code)
    return area ? name(area.short ?? area.names) : code
  }
  return (to) => {
    switch (to.kind) {
      case 'post':
        return to.post
      case 'area':
        return areaName(to.area)
      case 'role': {
        const office = OFFICES[to.role]
        return office === undefined ? areaName(to.area) : w('room.order.to', { area: areaName(to.area), office: w(office) })
      }
      case 'department': {
        const department = city.department(to.department)
        const office = department ? name(department.short ?? department.names) : to.department
        return to.area === city.tree.root.code ? office : w('room.order.to', { area: areaName(to.area), office })
      }
    }
  }
}
