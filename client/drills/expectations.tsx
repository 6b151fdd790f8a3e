import type { Expectation } from '#contract/drill-run.ts'
import { Glyph, type GlyphKind } from '../design/glyph.tsx'
import { useFormat, useNames } from '../state/hooks.ts'
import { drillClock } from './drill-clock.ts'
import { useDrillWords } from './use-drill-words.ts'

const GLYPHS: Readonly<Record<Expectation['state'], GlyphKind>> = { open: 'empty', met: 'live', missed: 'fault' }

/** What must be true in a drill, and how that stands; `seconds` is how far the drill is, undefined before it is played. */
export function Expectations({
  expectations,
  seconds,
}: {
  readonly expectations: readonly Expectation[]
  readonly seconds: number | undefined
}) {
  const w = useDrillWords()
  const name = useNames()
  const format = useFormat()
  const when = ({ from, deadline }: Expectation) =>
    deadline === 0
      ? w('expect.throughout', { from: drillClock(from) })
      : w('expect.due', { from: drillClock(from), span: format.span(deadline * 1000) })
  const left = ({ from, deadline, state }: Expectation) =>
    state === 'open' && seconds !== undefined && deadline > 0 && seconds >= from
      ? w('expect.left', { span: format.span(Math.max(0, from + deadline - seconds) * 1000) })
      : undefined
  return (
    <section className="drill-part" aria-label={w('expect.title')}>
      <h3>
        {w('expect.title')} <span className="soft fig">{expectations.length}</span>
      </h3>
      <ol className="drill-expectations">
        {expectations.map((one) => (
          <li key={`${one.from} ${one.sentence.en}`} data-state={one.state}>
            <span className="expect-state">
              <Glyph kind={GLYPHS[one.state]} /> {w(`expect.${one.state}`)}
            </span>
            <span className="expect-words">
              <span className={one.state === 'missed' ? 'strong' : ''}>{name(one.sentence)}</span>
              <span className="soft fig">
                {[when(one), left(one), one.at === undefined ? undefined : w('expect.at', { at: drillClock(one.at) })]
                  .filter((part) => part !== undefined)
                  .join(' · ')}
              </span>
              {one.why !== undefined && <span className="expect-why">{name(one.why)}</span>}
              <span className="soft">{w('expect.basis', { basis: one.basis })}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
