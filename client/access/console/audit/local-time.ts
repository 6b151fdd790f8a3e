/**
 * The instant, epoch ms, at which a clock in `timeZone` shows a local time such as 2026-11-23T16:40; undefined for text
 * that is none. An auditor asks in the city's time, whatever the clock of the machine in front of them.
 */
export function instantIn(timeZone: string, local: string): number | undefined {
  const [, year, month, day, hour, minute] = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(local) ?? []
  if (minute === undefined) return undefined
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  // Once more from the first answer: near a change of the clock the offset is another there.
  const first = asUtc - offsetAt(timeZone, asUtc)
  return asUtc - offsetAt(timeZone, first)
}

function offsetAt(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return shown - Math.floor(at / 1000) * 1000
}
