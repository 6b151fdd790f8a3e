import type { DrillHead } from '#contract/drill-run.ts'
import { Fact } from '../incidents/parts/fact.tsx'
import { useAreaName } from '../incidents/use-addressee.ts'
import { useWords } from '../incidents/use-words.ts'
import { useFormat, useNames } from '../state/hooks.ts'
import { Expectations } from './expectations.tsx'
import { Happenings } from './happenings.tsx'
import { StartForm } from './start-form.tsx'
import { useDrillWords } from './use-drill-words.ts'

/** A script before it is played: what it is about, how it is started, what it lets happen and what it expects. */
export function DrillSheet({
  drill,
  isOneUnderWay,
  onStarted,
}: {
  readonly drill: DrillHead
  readonly isOneUnderWay: boolean
  onStarted(run: string): void
}) {
  const w = useDrillWords()
  const words = useWords()
  const name = useNames()
  const format = useFormat()
  const areaName = useAreaName()
  const { levels, counts, place } = drill
  const level = (one: typeof levels.peak) => w('fact.level', { level: one })
  return (
    <article className="drill-sheet">
      <header className="drill-head">
        <h2>{name(drill.names)}</h2>
      </header>
      <p className="soft drill-intro">{w('intro')}</p>
      <dl className="drill-facts">
        <Fact name={w('fact.class')}>{words(`class.${drill.class}`)}</Fact>
        <Fact name={w('fact.levels')}>
          {levels.initial === levels.peak
            ? level(levels.peak)
            : w('fact.levels.from-to', { from: level(levels.initial), to: level(levels.peak) })}
        </Fact>
        <Fact name={w('fact.starts')}>{drill.startsAt}</Fact>
        <Fact name={w('fact.lasts')}>{format.span(drill.duration * 1000)}</Fact>
        <Fact name={w('fact.place')}>
          {areaName(place.area)}
          {place.text !== undefined && ` · ${place.text}`}
        </Fact>
        <Fact name={w('fact.signals')}>{counts.signals}</Fact>
        <Fact name={w('fact.actions')}>{counts.actions}</Fact>
        <Fact name={w('fact.figures')}>{counts.figures}</Fact>
        <Fact name={w('fact.faults')}>{counts.faults}</Fact>
        <Fact name={w('fact.expectations')}>{drill.expectations.length}</Fact>
      </dl>
      <StartForm drill={drill} isOneUnderWay={isOneUnderWay} onStarted={onStarted} />
      <div className="drill-columns">
        <Expectations expectations={drill.expectations} seconds={undefined} />
        <Happenings
          title={w('course.title')}
          hint={w('course.count', { n: drill.course.length })}
          happened={drill.course}
          players={drill.players}
        />
      </div>
    </article>
  )
}
