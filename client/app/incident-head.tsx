import { type ReactNode, useMemo } from 'react'
import { isGraver, LEVEL_FIELDS } from '#contract/incident.ts'
import { LevelMark, Stair } from '../design/level-mark.tsx'
import { incidentTranslator } from '../i18n/incident-words.ts'
import { roomResponse } from '../panels/incident/room-incident.ts'
import { clockText } from '../state/due.ts'
import { useCity, useFormat, useNames, useNow, useUiLanguage } from '../state/hooks.ts'
import type { IncidentMatter } from '../state/incidents.ts'
import type { CityState } from './city-state.ts'
import './incident-head.css'
import { useMood } from './mood.tsx'

/** Other incidents that are answered at the same time and named in the head; more are counted. */
const NAMED_OTHERS = 2

export interface IncidentHeadProps {
  /** The incidents that are answered, the gravest first. */
  readonly answered: readonly IncidentMatter[]
  readonly state: CityState
  /** The end of the head. */
  readonly children: ReactNode
}

/**
 * The head of a room that answers an incident: the level of the response in the place of the mark, solid and nowhere else; what it
 * is, how long it has been going on; warning and event as the two other things they are; and the other incidents, counted. While the
 * line is down it says that in their place.
 */
export function IncidentHead({ answered, state: cityState, children }: IncidentHeadProps) {
  const [shown, ...others] = answered
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const city = useCity()
  const name = useNames()
  const now = useNow(1_000)
  const mood = useMood(cityState)
  if (!shown) return null
  const { state } = shown
  const area = city.area(state.place.area)
  return (
    <header className="head incident-head">
      <LevelBlock incident={shown} />
      <div className="head-mood">
        <h1 className="t-title" title={state.title}>
          {state.title}
        </h1>
        {mood.kind === 'lost' && <p className="t-name mood mood-lost">{mood.words}</p>}
        <p className="t-name incident-facts" hidden={mood.kind === 'lost'}>
          {LEVEL_FIELDS.map((field) => {
            const level = state.levels[field]?.level
            if (field === 'response') return null
            return (
              <span key={field} className="incident-fact">
                <span className="dim">{w(`level-field.${field}`)}</span>
                {level === undefined ? (
                  <span className="soft">{w(`level.none.${field}`)}</span>
                ) : (
                  <LevelMark level={level}>
                    {field === 'warning'
                      ? w(`level-colour.${level}`)
                      : w('level.word', { numeral: level, word: w(`level.${level}`) })}
                  </LevelMark>
                )}
              </span>
            )
          })}
          <span className="strong">{area ? name(area.short ?? area.names) : state.place.area}</span>
          <span className="soft">{w(`phase.${state.phase}`)}</span>
        </p>
        {others.length > 0 && <Others others={others} />}
      </div>
      <div className="incident-elapsed">
        <p className="t-small dim">{w('room.elapsed')}</p>
        <p className="fig t-figure">{clockText(now - state.receivedAt)}</p>
      </div>
      {children}
    </header>
  )
}

/** The level of the response, since when, and whether it rose to it. */
function LevelBlock({ incident: { state } }: { readonly incident: IncidentMatter }) {
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const format = useFormat()
  const response = roomResponse(state)
  if (!response) return null
  const { level, at, from } = response
  const time = format.time(at)
  const since =
    from === undefined || from === null
      ? w('room.since', { time })
      : w(isGraver(level, from) ? 'room.raised' : 'room.lowered', { time, from })
  return (
    <div className={`level-block level-${level}`}>
      <span className="level-numeral" aria-hidden="true">
        {level}
      </span>
      <div>
        <p className="t-heading">{w('room.response', { numeral: level, word: w(`level.${level}`) })}</p>
        <p className="t-small">
          {w(`class.${state.class}`)} {since}
        </p>
      </div>
      <Stair level={level} />
    </div>
  )
}

/** The other incidents that are answered, on one line: a second one never covers the first. */
function Others({ others }: { readonly others: readonly IncidentMatter[] }) {
  const language = useUiLanguage()
  const w = useMemo(() => incidentTranslator(language), [language])
  const now = useNow(60_000)
  const named = others.slice(0, NAMED_OTHERS)
  return (
    <p className="t-small incident-others">
      <span className="dim">{w('room.others')}</span>
      {named.map(({ id, state }) => (
        <span key={id} className="incident-other">
          {state.levels.response && (
            <LevelMark level={state.levels.response.level}>{w('level.short', { numeral: state.levels.response.level })}</LevelMark>
          )}
          <span className="one-line">{state.title}</span>
          <span className="fig dim">{clockText(now - state.receivedAt)}</span>
        </span>
      ))}
      {others.length > named.length && <span className="strong">{w('room.others.more', { n: others.length - named.length })}</span>}
    </p>
  )
}
