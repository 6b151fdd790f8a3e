import { useFormat, useNow, useT } from '../state/hooks.ts'
import { useScreen } from '../state/screen.ts'

/** Observed to painted, as this screen measures itself. */
export function PaintAge() {
  const { ages } = useScreen()
  const t = useT()
  const format = useFormat()
  useNow(1_000)
  const read = ages.read()
  if (!read) return null
  const seconds = (ms: number) => format.number(ms / 1000, 1)
  return (
    <span title={`p50 ${seconds(read.p50)} s · p95 ${seconds(read.p95)} s`}>
      {t('paint.age')} <b>{seconds(read.p50)}</b> {t('paint.seconds', { n: '' }).trim()}
    </span>
  )
}
