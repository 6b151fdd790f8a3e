import { useEffect, useRef } from 'react'
import { useMe } from '../../access/access-context.ts'
import { openDeviceStore } from '../../state/device-store.ts'
import { useConnection } from '../../state/hooks.ts'
import { useScreen } from '../../state/screen.ts'
import { useOpenIncidents, useOpenOrders } from '../use-incidents.ts'

/** The picture is written down at most this often, in ms: every write costs battery. */
const KEEP_EVERY_MS = 4_000

/** Keeps the last picture of incidents and orders on the device while the line is up, with the server's time of it. */
export function KeepPicture() {
  const me = useMe()
  const { city, clock } = useScreen()
  const isLive = useConnection().kind === 'live'
  const { followed: incidents } = useOpenIncidents()
  const { followed: orders } = useOpenOrders()
  const lastAt = useRef(0)
  useEffect(() => {
    if (!isLive || me === undefined || incidents.kind !== 'following' || orders.kind !== 'following') return
    const keep = () => {
      lastAt.current = performance.now()
      const matters = { incident: incidents.matters, order: orders.matters }
      // A device that keeps nothing shows no old picture; what is live is not touched by that.
      openDeviceStore()
        .then(({ picture }) => picture.put({ at: clock.now(), me, catalogue: city.catalogue, matters }))
        .catch(() => undefined)
    }
    const timer = setTimeout(keep, Math.max(0, lastAt.current + KEEP_EVERY_MS - performance.now()))
    // What stays the same stays true: its time is renewed as long as the line says so.
    const renewal = setInterval(keep, 60_000)
    return () => {
      clearTimeout(timer)
      clearInterval(renewal)
    }
  }, [isLive, me, incidents, orders, city, clock])
  return null
}
