import { type CSSProperties, lazy, Suspense, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { ResolvedSeries } from '#contract/scene-series.ts'
import { useMe } from '../access/access-context.ts'
import { dressPage } from '../displays/dress-page.ts'
import { sentences } from '../i18n/sentences.ts'
import { sentencesIn, type UiLanguage } from '../i18n/translate.ts'
import { useCity, useConnection, useNames, usePlace, useProfile, useUiLanguage } from '../state/hooks.ts'
import { useIsPast, useLiveScreen } from '../state/screen.ts'
import { Banner } from './banner.tsx'
import { burnInShift } from './burn-in.ts'
import { Lineage } from './lineage.tsx'
import { PastFrame } from './past/past-frame.tsx'
import { usePastWords } from './past/use-past-words.ts'
import { patiently } from './patient-part.ts'
import { SHELLS } from './shells.ts'
import { useAhead } from './use-ahead.ts'

/** Taking a figure out as a file: fetched with the first lineage that is opened at a desk. */
const TakeFigure = lazy(() =>
  patiently(() => import('./take-out/take-figure.tsx')).then(({ TakeFigure }) => ({ default: TakeFigure })),
)

/** The page around a scene, by display class, with what all classes share: tokens, theme, banner, lineage. */
export function Shell() {
  const profile = useProfile()
  const connection = useConnection()
  const language = useUiLanguage()
  const city = useCity()
  const name = useNames()
  const { scene } = usePlace()
  const subject = useMe()?.subject
  // A file is taken out where one is worked with: at a desk.
  const mayTake = profile.displayClass === 'desk' && subject?.kind === 'person' && subject.may.includes('figures:export')
  const shift = useBurnInShift(profile.displayClass === 'wall')
  const { displayClass, contract } = profile
  useLayoutEffect(() => dressPage(document, profile, language), [profile, language])
  useSentencesAhead(language)
  const isPast = useIsPast()
  const w = usePastWords()
  const shown = city.scene(scene)
  useEffect(() => {
    const title = `${name(city.catalogue.city.names)} · ${shown ? name(shown.names) : ''}`
    document.title = isPast ? `${w('mark')} · ${title}` : title
  }, [city, shown, name, isPast, w])
  const Body = SHELLS[displayClass]
  return (
    <div
      className={`screen${isPast ? ' is-past' : ''}`}
      data-connection={connection.kind}
      style={{ '--shift-x': `${shift.x}px`, '--shift-y': `${shift.y}px` } as CSSProperties}
    >
      <PastFrame />
      <Banner />
      <Suspense>
        <Body />
      </Suspense>
      {contract.hasInput && <Lineage {...(mayTake && { foot: takeOut })} />}
    </div>
  )
}

/** Has the sentences of refusals here before the first one: where the server cannot be reached, they cannot be had either. */
function useSentencesAhead(language: UiLanguage): void {
  useAhead(useMemo(() => [() => sentences.fetch(sentencesIn(language))], [language]))
}

const takeOut = (series: ResolvedSeries) => <TakeFigure series={series} />

/** Moves the whole plate by a few pixels over ten minutes, so that no edge burns into a wall. */
function useBurnInShift(isOn: boolean): { x: number; y: number } {
  // A wall that stands still in the past burns in like any other.
  const { clock } = useLiveScreen()
  const [shift, setShift] = useState({ x: 0, y: 0 })
  useEffect(() => {
    if (!isOn) {
      setShift({ x: 0, y: 0 })
      return
    }
    return clock.every(15_000, () => setShift(burnInShift(clock.now())))
  }, [clock, isOn])
  return shift
}
