import { useFormat, useNow, useProfile } from '../../state/hooks.ts'
import { ClockFace } from '../clock-face.tsx'
import type { PanelProps } from '../panel-props.ts'

/** Date and time of the city, by the server's clock. */
export function ClockPanel({ height }: PanelProps<'clock'>) {
  const { text } = useProfile()
  const format = useFormat()
  const now = useNow(60_000)
  const px = Math.min(text.clock, height * 0.6)
  return (
    <div className="clock-panel">
      <ClockFace px={px} />
      <p className="t-name soft one-line">
        {format.date(now)} {format.weekday(now)}
      </p>
    </div>
  )
}
