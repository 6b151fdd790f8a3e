import { type IncidentState, LEVEL_FIELDS } from '#contract/incident.ts'
import { LevelMark } from '../../design/level-mark.tsx'
import { levelWords } from '../log-sentence.ts'
import { useWords } from '../use-words.ts'

/** The three levels beside each other and never as one: what was warned of, how grave it is, how it is answered. */
export function Levels({ levels }: { levels: IncidentState['levels'] }) {
  const w = useWords()
  return (
    <dl className="levels">
      {LEVEL_FIELDS.map((field) => {
        const standing = levels[field]
        return (
          <div key={field} className="levels-one" data-field={field}>
            <dt>{w(`level-field.${field}`)}</dt>
            <dd>
              {standing ? (
                <LevelMark level={standing.level} isSolid={field === 'response'}>
                  {field === 'warning' ? w(`level-colour.${standing.level}`) : levelWords(standing.level, w)}
                </LevelMark>
              ) : (
                <span className="levels-none">{w(`level.none.${field}`)}</span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
