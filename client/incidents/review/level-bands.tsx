import type { AfterAction } from '#contract/after-action.ts'
import { LEVEL_FIELDS } from '#contract/incident.ts'
import { LevelMark } from '../../design/level-mark.tsx'
import { useFormat } from '../../state/hooks.ts'
import { levelWords } from '../log-sentence.ts'
import { useWords } from '../use-words.ts'
import { useReviewWords } from './use-review-words.ts'

/** The three levels over the time of the incident: which stood how long, each a band with its name, and when it began. */
export function LevelBands({ review: { incident, levels, at } }: { readonly review: AfterAction }) {
  const w = useReviewWords()
  const words = useWords()
  const format = useFormat()
  const end = incident.overAt ?? at
  const whole = Math.max(1, end - incident.receivedAt)
  const share = (time: number) => Math.min(1, Math.max(0, (time - incident.receivedAt) / whole))
  const percent = (part: number) => `${(part * 100).toFixed(2)}%`
  const fields = LEVEL_FIELDS.filter((field) => levels.some((level) => level.field === field))
  if (fields.length === 0) return <p className="nothing">{w('levels.none')}</p>
  return (
    <section className="bands" aria-label={w('levels')}>
      {fields.map((field) => (
        <div key={field} className="band-row">
          <span className="soft">{words(`level-field.${field}`)}</span>
          <ol className="band-track">
            {levels
              .filter((level) => level.field === field)
              .map(({ level, from, to, reason }) => (
                <li
                  key={from}
                  className="band"
                  style={{ left: percent(share(from)), width: percent(share(to ?? end) - share(from)) }}
                  title={`${format.time(from)} – ${to === undefined ? w('now') : format.time(to)} ${reason}`}
                >
                  <LevelMark level={level} isSolid={field === 'response'}>
                    {levelWords(level, words)} <span className="fig">{format.time(from)}</span>
                  </LevelMark>
                </li>
              ))}
          </ol>
        </div>
      ))}
    </section>
  )
}
