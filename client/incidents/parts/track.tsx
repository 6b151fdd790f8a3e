import { ORDER_STATIONS, type OrderState } from '#contract/order.ts'
import { stationOf } from '../../state/orders.ts'
import { useWords } from '../use-words.ts'

/** The eight stations of an order: what is passed, where it stands, what is ahead; the word of the present one beside it. */
export function Track({ order, isLong = false }: { order: OrderState; isLong?: boolean }) {
  const w = useWords()
  const at = stationOf(order)
  const isAside = !(ORDER_STATIONS as readonly string[]).includes(order.stage)
  const word = w(`stage.${order.stage}`)
  return (
    <span className="track">
      <svg className="track-cells" viewBox="0 0 87 10" aria-hidden="true">
        {ORDER_STATIONS.map((station, place) => (
          <rect
            key={station}
            x={place * 11}
            y={place === at ? 0 : 2}
            width="9"
            height={place === at ? 10 : 6}
            rx="1"
            className={place < at ? 'is-passed' : place > at ? 'is-ahead' : isAside ? 'is-aside' : 'is-here'}
          />
        ))}
      </svg>
      <span className={`track-word${isAside ? ' is-aside' : ''}`} title={word}>
        {isLong || isAside ? word : w(`station.${order.stage as (typeof ORDER_STATIONS)[number]}`)}
      </span>
      {!isLong && !isAside && <span className="visually-hidden">{word}</span>}
    </span>
  )
}
