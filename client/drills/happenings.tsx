import type { DrillPlayer } from '#contract/drill.ts'
import type { Happening, HappeningKind } from '#contract/drill-run.ts'
import { Glyph, type GlyphKind } from '../design/glyph.tsx'
import { drillClock } from './drill-clock.ts'
import { useDrillWords } from './use-drill-words.ts'
import { useHappeningWords } from './use-happening-words.ts'

/** Beside what happens by itself: what fails, what waits for a person, what was refused. */
const GLYPHS: Readonly<Record<HappeningKind, GlyphKind | undefined>> = {
  ...{ signal: undefined, action: undefined, answer: undefined, roll: undefined, message: undefined, things: undefined },
  ...{ fault: 'off', yours: 'late', refused: 'fault' },
}

/** What happens in a drill, by the second, in the order it is given. */
export function Happenings({
  title,
  hint,
  happened,
  players,
}: {
  readonly title: string
  readonly hint: string
  readonly happened: readonly Happening[]
  readonly players: readonly Pick<DrillPlayer, 'id' | 'names'>[]
}) {
  const w = useDrillWords()
  const words = useHappeningWords(players)
  return (
    <section className="drill-part" aria-label={title}>
      <h3>
        {title} <span className="soft">{hint}</span>
      </h3>
      {happened.length === 0 && <p className="nothing">{w('news.none')}</p>}
      <ol className="drill-news">
        {happened.map((one, place) => {
          const glyph = GLYPHS[one.kind]
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own, and none is ever moved
            <li key={`${happened.length - place} ${one.at}`} data-kind={one.kind}>
              <span className="soft fig">{drillClock(one.at)}</span>
              <span>
                {glyph !== undefined && <Glyph kind={glyph} />} {words(one)}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
