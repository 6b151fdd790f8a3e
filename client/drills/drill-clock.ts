/** Seconds of a drill as people read them: `T+01:05:09`; days stand before the hours. Pure. */
export function drillClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const days = Math.floor(whole / 86_400)
  const time = `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`
  return `T+${days > 0 ? `${days}d ` : ''}${time}`
}
