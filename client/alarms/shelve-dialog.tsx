import { useState } from 'react'
import { Ask } from '../incidents/parts/ask.tsx'
import { TextArea } from '../incidents/parts/text-area.tsx'
import type { Followed } from '../state/matters.ts'
import { useCommand } from '../state/use-matters.ts'
import { useAlarmWords } from './use-alarm-words.ts'

/** For how long alarms can be put aside, minutes. */
const MINUTES = [15, 60, 240, 720] as const

/**
 * Asks for how long, and why: the alarm comes back by itself. Its command is its own: what else was pressed before may still be
 * under way, and does not close it.
 */
export function ShelveDialog({
  ids,
  followed,
  onClose,
}: {
  readonly ids: readonly string[]
  readonly followed: Followed
  onClose(isShelved: boolean): void
}) {
  const w = useAlarmWords()
  const commanding = useCommand(followed)
  const [minutes, setMinutes] = useState<number>(60)
  const [reason, setReason] = useState('')
  return (
    <Ask
      title={w('shelve.title', { n: ids.length })}
      verb={w('shelve')}
      command={commanding.command}
      blocked={reason.trim() === '' ? w('shelve.reason-needed') : undefined}
      onSend={() => void commanding.send('/api/alarms/shelve', { ids, forS: minutes * 60, reason: reason.trim() })}
      onClose={() => onClose(commanding.command?.kind === 'told')}
    >
      <fieldset className="choices">
        <legend className="field-name">{w('shelve.for')}</legend>
        {MINUTES.map((one) => (
          <button key={one} type="button" className="choice" aria-pressed={minutes === one} onClick={() => setMinutes(one)}>
            {one < 60 ? w('shelve.minutes', { n: one }) : w('shelve.hours', { n: one / 60 })}
          </button>
        ))}
      </fieldset>
      <TextArea label={w('shelve.reason')} value={reason} rows={2} maxLength={200} onText={setReason} />
      <p className="field-hint">{w('shelve.note')}</p>
    </Ask>
  )
}
