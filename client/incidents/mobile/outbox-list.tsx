import type { ReactNode } from 'react'
import { Press } from '../../access/parts/press.tsx'
import { useFieldKit, useOutbox } from '../field/field-kit.ts'
import { useWords } from '../use-words.ts'
import { FieldHead } from './field-head.tsx'
import { Kept } from './kept.tsx'

/** Everything that was pressed and not yet seen through: what waits, what arrived, what was refused and why. */
export function OutboxList({ end }: { readonly end: ReactNode }) {
  const w = useWords()
  const kit = useFieldKit()
  const { entries } = useOutbox()
  const newestFirst = [...entries].reverse()
  return (
    <>
      <FieldHead title={w('outbox.title')}>{end}</FieldHead>
      <main id="content" className="field-main" tabIndex={-1}>
        <p className="nothing">{entries.length === 0 ? w('outbox.none') : w('outbox.note')}</p>
        <ul className="outbox">
          {newestFirst.map((entry) => {
            const { commandId } = entry.command
            return (
              <li key={commandId}>
                <Kept entry={entry} />
                {entry.fate.kind === 'waiting' && entry.fate.tries === 0 && (
                  <Press kind="quiet" onPress={() => void kit?.outbox.withdraw(commandId)}>
                    {w('outbox.withdraw')}
                  </Press>
                )}
                {entry.fate.kind !== 'waiting' && (
                  <Press kind="quiet" onPress={() => void kit?.outbox.dismiss(commandId)}>
                    {w('outbox.dismiss')}
                  </Press>
                )}
              </li>
            )
          })}
        </ul>
      </main>
    </>
  )
}
