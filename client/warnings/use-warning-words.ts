import { useMemo } from 'react'
import type { WarningColour, WarningState } from '#contract/warning.ts'
import { type WarningTranslate, warningTranslator } from '../i18n/warning-words.ts'
import { useCity, useFormat, useLanguage, useNames, useNow, useUiLanguage } from '../state/hooks.ts'
import { type SaidWarning, saidWarning, warnedPlace } from '../state/warnings.ts'

/** Words of warnings in the language of the interface. Call it while rendering. */
export function useWords(): WarningTranslate {
  const language = useUiLanguage()
  return useMemo(() => warningTranslator(language), [language])
}

/** A warning as it is told on this screen. */
export interface ToldWarning extends SaidWarning {
  /** 台风 橙色预警 */
  readonly title: string
  readonly place: string
  readonly until: string
}

/** Tells warnings in the language of the interface: what, where, until when. */
export function useTell(): (state: WarningState) => ToldWarning {
  const w = useWords()
  const city = useCity()
  const name = useNames()
  const format = useFormat()
  const language = useLanguage()
  const now = useNow(MINUTE_MS)
  return useMemo(() => {
    const moment = (at: number) => format.moment(at, now, 'PT1M')
    const placeOf = (state: WarningState) => {
      const place = warnedPlace(state, city.tree)
      if (place.kind === 'elsewhere') return w('elsewhere')
      if (place.kind === 'whole') return w('whole-city', { city: name(place.names) })
      const [first] = place.names
      const listed = place.names.map(name).join(language === 'zh' ? '、' : ', ')
      return place.names.length > MOST_NAMED && first ? w('areas.more', { first: name(first), n: place.names.length }) : listed
    }
    return (state) => {
      const said = saidWarning(state, language)
      const { fromAt, untilAt } = state
      const until =
        fromAt > now + MINUTE_MS
          ? w('from-until', { from: moment(fromAt), until: moment(untilAt) })
          : w('until', { time: moment(untilAt) })
      return { ...said, title: `${said.event} ${w(colourWord(state.colour))}`, place: placeOf(state), until }
    }
  }, [w, city, name, format, language, now])
}

/** `now` is renewed by the minute: what begins within it has begun. */
const MINUTE_MS = 60_000

/** Areas named in a line; beyond that the first stands for them. */
const MOST_NAMED = 4

/** The word of a colour. */
export function colourWord(colour: WarningColour | undefined): `colour.${WarningColour | 'none'}` {
  return `colour.${colour ?? 'none'}`
}
