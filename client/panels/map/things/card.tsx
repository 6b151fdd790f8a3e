import { STEP_MS, type Step } from '#contract/duration.ts'
import { useCity, useFormat, useNames, useT } from '../../../state/hooks.ts'
import { Mark } from './mark.tsx'
import type { ThingWords } from './model.ts'

/** What a pressed thing is: name, kind, department, when it was last heard of, and what that means. */
export function ThingCard({ words, now, onClose }: { words: ThingWords; now: number; onClose(): void }) {
  const t = useT()
  const name = useNames()
  const { kind } = words
  return (
    <section className="map-thing-card t-small" aria-live="polite" data-keep-clear>
      <p className="map-thing-name t-name strong">
        <Mark kind={kind} state={words.state} />
        {name(words.names)}
        <button type="button" aria-label={t('things.close')} onClick={onClose}>
          ×
        </button>
      </p>
      <p className="soft">
        {name(kind.names)} · <DepartmentName id={words.department} />
      </p>
      <p className="soft">
        <Heard words={words} now={now} />
      </p>
    </section>
  )
}

/** The short name of a department; its id where the city does not know it. */
export function DepartmentName({ id }: { id: string }) {
  const city = useCity()
  const name = useNames()
  const department = city.department(id)
  return <>{department ? name(department.short ?? department.names) : id}</>
}

/** When a thing was last heard of, and whether it should have been since. */
export function Heard({ words, now }: { words: ThingWords; now: number }) {
  const t = useT()
  const format = useFormat()
  const heard = t('things.heard', { age: format.span(Math.max(0, now - words.heardAt)) })
  const late = t('trust.promise', { span: format.step(STEP_MS[words.kind.promise as Step]) })
  const said = [
    ...(words.isPlaced ? [] : [t('things.nowhere')]),
    heard,
    ...(words.state === 'live' ? [] : [t(`freshness.${words.state}`), late]),
  ]
  return <>{said.join(' · ')}</>
}
