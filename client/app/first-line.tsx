import { useMemo } from 'react'
import { LevelMark } from '../design/level-mark.tsx'
import { incidentTranslator } from '../i18n/incident-words.ts'
import { clockText } from '../state/due.ts'
import { useNow, usePlace, useUiLanguage } from '../state/hooks.ts'
import { useAnswered } from '../state/use-answered.ts'
import type { CityState } from './city-state.ts'
import './first-line.css'
import { useMood } from './mood.tsx'

/** Characters beyond which an office screen sets what happened smaller, in two lines: its last words are often the gravest. */
const LONG = 14

/**
 * The first thing a room reads: the gravest incident that is answered in its area, with the level of the response and its clock;
 * without one, how the figures of the city stand. While the line is down it says that, and nothing else.
 */
export function FirstLine({ state }: { readonly state: CityState }) {
  const mood = useMood(state)
  const [answered] = useAnswered(usePlace().area)
  const now = useNow(1_000)
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const level = answered?.state.levels.response?.level
  if (mood.kind === 'lost' || answered === undefined || level === undefined)
    return <p className={`t-title mood mood-${mood.kind}`}>{mood.words}</p>
  return (
    <p className="t-title emergency-line">
      <LevelMark level={level} isSolid>
        {w('response.word', { numeral: level })}
      </LevelMark>
      <span className={[...answered.state.title].length > LONG ? 'one-line is-long' : 'one-line'}>{answered.state.title}</span>
      <span className="fig">{clockText(now - answered.state.receivedAt)}</span>
    </p>
  )
}
