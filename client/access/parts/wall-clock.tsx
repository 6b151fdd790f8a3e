import { useEffect, useState } from 'react'
import { usePage } from '../page/page-context.ts'

/** The time of day on this machine, with the date: before sign-in there is no line to the server's clock. */
export function WallClock() {
  const { format } = usePage()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  const seconds = format.seconds(now)
  return (
    <p className="door-clock">
      <span className="fig">
        {seconds.slice(0, 5)}
        <span className="dim">{seconds.slice(5)}</span>
      </span>
      <span className="door-date">
        {format.date(now)} {format.weekday(now)}
      </span>
    </p>
  )
}
