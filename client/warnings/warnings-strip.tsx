import type { Warning } from '#contract/warning.ts'
import { Glyph } from '../design/glyph.tsx'
import { useMeasuredBox } from '../design/measured-box.ts'
import { textWidth } from '../design/text-width.ts'
import { WarningMark } from '../design/warning-mark.tsx'
import { useConnection, useProfile } from '../state/hooks.ts'
import { useWarnings } from '../state/use-warnings.ts'
import { fittingCount } from './fitting-count.ts'
import { type ToldWarning, useTell, useWords } from './use-warning-words.ts'
import './warnings.css'

/** Ems of text that the mark and the gaps take beside the words. */
const BESIDE_EMS = 5

export interface WarningsStripProps {
  /** Opens the warnings; left out on displays where nothing is pressed. */
  onOpen?(): void
}

/**
 * The warnings in force, on one line below the head: colour, stair, words, where, until when. Nothing at all while there is
 * none. What does not fit is counted, never cut.
 */
export function WarningsStrip(props: WarningsStripProps) {
  const { warnings } = useWarnings()
  return warnings.length === 0 ? null : <Strip {...props} warnings={warnings} />
}

function Strip({ warnings, onOpen }: WarningsStripProps & { readonly warnings: readonly Warning[] }) {
  const tell = useTell()
  const w = useWords()
  const connection = useConnection()
  const { text } = useProfile()
  const [ref, box] = useMeasuredBox<HTMLUListElement>()
  const told = warnings.map(({ id, state }) => ({ id, colour: state.colour, said: tell(state) }))
  const size = text.name
  const widths = told.map(({ said }) => textWidth(lineOf(said), size, 'text') + size * BESIDE_EMS)
  const isOld = connection.kind === 'lost' || connection.kind === 'outdated'
  const shown = box ? fittingCount(widths, box.width) : widths.length
  return (
    <section className="warnings-strip" aria-label={w('strip.label')}>
      <ul ref={ref} aria-live="polite">
        {told.slice(0, shown).map(({ id, colour, said }) => (
          <li key={id} className="t-name">
            <WarningMark colour={colour}>{said.title}</WarningMark>
            <span className="one-line">{said.place}</span>
            <span className="soft one-line">{said.until}</span>
          </li>
        ))}
      </ul>
      {isOld && (
        <span className="t-small soft">
          <Glyph kind="off" /> {w('strip.old')}
        </span>
      )}
      {told.length > shown && <span className="t-name strong">{w('strip.more', { n: told.length - shown })}</span>}
      {onOpen && (
        <button type="button" className="warnings-open t-name" onClick={onOpen}>
          {w('strip.open')}
        </button>
      )}
    </section>
  )
}

function lineOf({ title, place, until }: ToldWarning): string {
  return `${title} ${place} ${until}`
}
