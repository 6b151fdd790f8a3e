import { useMemo } from 'react'
import { LevelMark } from '../design/level-mark.tsx'
import { incidentTranslator } from '../i18n/incident-words.ts'
import { clockText } from '../state/due.ts'
import { useCity, useNow, usePlace, useUiLanguage } from '../state/hooks.ts'
import { gravestFirst, type IncidentMatter } from '../state/incidents.ts'
import { useMatters } from '../state/use-matters.ts'
import type { CityState } from './city-state.ts'
import './first-line.css'
import { useMood } from './mood.tsx'

const INCIDENTS = { kind: 'incident' } as const

/**
 * The first thing a room reads: the gravest incident that is answered in its area, with the level of the response and its clock;
 * without one, how the figures of the city stand. While the line is down it says that, and nothing else.
 */
export function FirstLine({ state }: { readonly state: CityState }) {
  const mood = useMood(state)
  const answered = useGravestAnswered()
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
      <span className="one-line">{answered.state.title}</span>
      <span className="fig">{clockText(now - answered.state.receivedAt)}</span>
    </p>
  )
}

/** The gravest incident in the area on screen that a response was started for. */
function useGravestAnswered(): IncidentMatter | undefined {
  const city = useCity()
  const { area } = usePlace()
  const followed = useMatters(INCIDENTS)
  if (followed.kind !== 'following') return undefined
  const isHere = (code: string) => city.tree.path(code).some((one) => one.code === area)
  const answered = (followed.matters as readonly IncidentMatter[]).filter(({ state }) => state.levels.response !== undefined)
  return gravestFirst(answered.filter(({ state }) => area === city.tree.root.code || isHere(state.place.area)))[0]
}
