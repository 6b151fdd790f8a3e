import { useFormat, useNow } from '../state/hooks.ts'

/** The city's time, hours and minutes strong, seconds soft; `px` is the size of the digits. */
export function ClockFace({ px }: { px: number }) {
  const format = useFormat()
  const now = useNow(1_000)
  const [hours, minutes, seconds] = format.seconds(now).split(':')
  return (
    <time className="fig clock-face" style={{ fontSize: px }} dateTime={new Date(now).toISOString()}>
      {hours}:{minutes}
      <span className="clock-seconds" style={{ fontSize: px * 0.6 }}>
        :{seconds}
      </span>
    </time>
  )
}
