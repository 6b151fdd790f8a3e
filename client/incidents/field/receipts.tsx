import { useEffect, useRef } from 'react'
import { useCity, useConnection } from '../../state/hooks.ts'
import { useScreen } from '../../state/screen.ts'
import { isToMe } from '../is-to-me.ts'
import { useHolder, useOpenOrders } from '../use-incidents.ts'
import { deviceHere } from './device-here.ts'

/** Says for this device that an order for the person at it has arrived: once for each order, while there is a line. */
export function Receipts() {
  const { person } = useHolder()
  const { commands } = useScreen()
  const city = useCity()
  const isLive = useConnection().kind === 'live'
  const { orders } = useOpenOrders()
  const told = useRef(new Set<string>())
  useEffect(() => {
    if (!isLive || person?.remit === undefined || !person.may.includes('orders:answer')) return
    const me = { id: person.id, remit: person.remit }
    const device = deviceHere()
    for (const { id, state } of orders) {
      if (state.stage === 'draft' || told.current.has(id) || !isToMe(me, state.to, city)) continue
      if (state.devices.some((there) => there.device === device)) continue
      told.current.add(id)
      // Another page of this device may have been quicker; a receipt lost on the way is given at the next opening.
      commands.send(`/api/orders/${id}/delivered`).catch(() => undefined)
    }
  }, [isLive, person, commands, city, orders])
  return null
}
