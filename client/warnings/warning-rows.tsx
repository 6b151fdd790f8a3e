import type { Warning } from '#contract/warning.ts'
import { WarningMark } from '../design/warning-mark.tsx'
import { useTell, useWords } from './use-warning-words.ts'

/** Warnings as rows to choose from: mark, where, until when; those that are no real warnings say so first. */
export function WarningRows({
  warnings,
  current,
  onChoose,
}: {
  readonly warnings: readonly Warning[]
  readonly current: string | undefined
  onChoose(id: string): void
}) {
  const tell = useTell()
  const w = useWords()
  return (
    <ul>
      {warnings.map(({ id, isOpen, state }) => {
        const said = tell(state)
        return (
          <li key={id}>
            <button type="button" className="warning-row" aria-current={id === current} onClick={() => onChoose(id)}>
              <span className="warning-row-head">
                {state.status !== 'Actual' && <span className="warning-not-actual">{w(`status.${state.status}`)}</span>}
                <WarningMark colour={state.colour}>{said.title}</WarningMark>
                <span className={isOpen ? 'strong' : 'dim'}>{isOpen ? said.until : w(`phase.${state.phase}`)}</span>
              </span>
              <span>
                {said.place} <span className="dim">{said.sender}</span>
              </span>
              <span className="soft">{said.headline}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
