import { useFormat, useNow, useProfile } from '../state/hooks.ts'

/** The city's time, hours and minutes strong, seconds soft; `px` is the size of the digits. */
export function ClockFace({ px }: { px: number }) {
  const format = useFormat()
  const { contract } = useProfile()
  const now = useNow(1_000)
  const [hours, minutes, seconds] = format.seconds(now).split(':')
  return (
    <time className="fig clock-face" style={{ fontSize: px }} dateTime={new Date(now).toISOString()}>
      {hours}:{minutes}
      <span className="clock-seconds" style={{ fontSize: Math.max(px * 0.6, contract.minTextPx) }}>
        :{seconds}
      </span>
    </time>
  )
}
