import { useMemo } from 'react'
import { colourTranslator } from '../../i18n/colour-words.ts'
import { useCity, useLanguage, useUiLanguage } from '../../state/hooks.ts'
import { useWarnings } from '../../state/use-warnings.ts'
import { saidWarning, warnedCircles } from '../../state/warnings.ts'
import type { WarnedArea } from '../../viz/map/warned-areas.tsx'
import { townsOf } from './model.ts'

/** The warnings in force as the map draws them, the gravest first. `shapes` are the towns that have one. */
export function useWarnedAreas(shapes: ReadonlySet<string>): readonly WarnedArea[] {
  const { warnings } = useWarnings()
  const { tree } = useCity()
  const language = useLanguage()
  const uiLanguage = useUiLanguage()
  return useMemo(() => {
    const w = colourTranslator(uiLanguage)
    return warnings.map(({ id, state }) => ({
      ...{ id, colour: state.colour, towns: warnedTowns(state.areas) },
      words: `${saidWarning(state, language).event} ${w(state.colour ?? 'none')}`,
      circles: warnedCircles(state),
    }))
    function warnedTowns(areas: readonly string[]): readonly string[] | undefined {
      const known = areas.filter((code) => tree.byCode.has(code))
      // What this screen does not know lies around all it knows.
      if (known.length === 0) return undefined
      const towns = known.map((code) => townsOf(code, tree, shapes))
      return towns.some((each) => each === undefined) ? undefined : [...new Set(towns.flatMap((each) => each ?? []))]
    }
  }, [warnings, tree, language, uiLanguage, shapes])
}
