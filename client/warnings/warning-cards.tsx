import { useState } from 'react'
import type { Warning } from '#contract/warning.ts'
import { WarningMark } from '../design/warning-mark.tsx'
import { useWarnings } from '../state/use-warnings.ts'
import { useTell, useWords } from './use-warning-words.ts'
import './warnings.css'

/** Cards shown before somebody asks for the others: the figures below stay in sight. */
const FIRST_SHOWN = 2

/** The warnings in force on a phone: a card for each, the gravest open, the others with one press. Nothing while there is none. */
export function WarningCards() {
  const { warnings } = useWarnings()
  const w = useWords()
  const [open, setOpen] = useState<string>()
  const [isWhole, setIsWhole] = useState(false)
  if (warnings.length === 0) return null
  const shown = isWhole ? warnings : warnings.slice(0, FIRST_SHOWN)
  return (
    <section className="warning-cards" aria-label={w('strip.label')}>
      {shown.map((warning) => (
        <Card
          key={warning.id}
          warning={warning}
          isOpen={open === warning.id}
          onPress={() => setOpen(open === warning.id ? undefined : warning.id)}
        />
      ))}
      {warnings.length > shown.length && (
        <button type="button" className="warnings-open" onClick={() => setIsWhole(true)}>
          {w('strip.more', { n: warnings.length - shown.length })}
        </button>
      )}
    </section>
  )
}

function Card({ warning: { state }, isOpen, onPress }: { readonly warning: Warning; readonly isOpen: boolean; onPress(): void }) {
  const tell = useTell()
  const said = tell(state)
  return (
    <article className={`warning-card colour-${state.colour ?? 'none'}`}>
      <button type="button" aria-expanded={isOpen} onClick={onPress}>
        <WarningMark colour={state.colour}>{said.title}</WarningMark>
        <span className="warning-card-line">
          {said.place} <span className="soft">{said.until}</span>
        </span>
      </button>
      {isOpen && (
        <div className="warning-card-body">
          <p className="strong">{said.headline}</p>
          {said.description !== undefined && <p>{said.description}</p>}
          {said.instruction !== undefined && <p className="strong">{said.instruction}</p>}
          <p className="dim">{said.sender}</p>
        </div>
      )}
    </article>
  )
}
